package dev.rasura.internal.hibernate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/** Hears of a factory's rows and tells whoever observes its sessions; without an observer nothing is done. */
final class RowListeners
        implements PreInsertEventListener,
                PostInsertEventListener,
                PreUpdateEventListener,
                PostUpdateEventListener,
                PreUpsertEventListener,
                PostUpsertEventListener,
                PreDeleteEventListener,
                PostDeleteEventListener,
                PreCollectionRecreateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener,
                PostLoadEventListener {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // listeners are never written
    private final ObservedFactory factory;

    RowListeners(ObservedFactory factory) {
        this.factory = factory;
    }

    void register(EventListenerRegistry registry) {
        registry.appendListeners(EventType.PRE_INSERT, this);
        registry.appendListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.PRE_UPDATE, this);
        registry.appendListeners(EventType.POST_UPDATE, this);
        registry.appendListeners(EventType.PRE_UPSERT, this);
        registry.appendListeners(EventType.POST_UPSERT, this);
        registry.appendListeners(EventType.PRE_DELETE, this);
        registry.appendListeners(EventType.POST_DELETE, this);
        registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, this);
        registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, this);
        registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, this);
        registry.appendListeners(EventType.POST_LOAD, this);
    }

    private @Nullable SessionObserver observer(EntityPersister persister) {
        SessionObserver observer = factory.observer();
        return observer != null && observer.watches(persister.getEntityName()) ? observer : null;
    }

    private boolean changing(SharedSessionContractImplementor session, EntityPersister persister) {
        SessionObserver observer = observer(persister);
        if (observer != null) {
            observer.changing(session, persister.getEntityName());
        }
        factory.mutates(session, true);
        return false;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        return changing(event.getSession(), event.getPersister());
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        return changing(event.getSession(), event.getPersister());
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        return changing(event.getSession(), event.getPersister());
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        factory.mutates(event.getSession(), false);
        SessionObserver observer = observer(event.getPersister());
        if (observer != null) {
            observer.created(
                    event.getSession(),
                    new ManagedRow(factory, event.getSession(), event.getPersister(), event.getId(), event.getState()));
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        factory.mutates(event.getSession(), false);
        updated(event.getSession(), event.getPersister(), event.getId(), event.getOldState(), event.getState());
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        factory.mutates(event.getSession(), false);
        updated(event.getSession(), event.getPersister(), event.getId(), null, event.getState());
    }

    private void updated(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            @Nullable Object @Nullable [] before,
            @Nullable Object[] after) {
        SessionObserver observer = observer(persister);
        if (observer != null) {
            observer.updated(
                    session,
                    before == null ? null : new ManagedRow(factory, session, persister, id, before),
                    new ManagedRow(factory, session, persister, id, after));
        }
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        changing(event.getSession(), event.getPersister());
        SessionObserver observer = observer(event.getPersister());
        if (observer != null) {
            observer.deleting(
                    event.getSession(),
                    row(
                            event.getSession(),
                            event.getPersister(),
                            event.getId(),
                            event.getDeletedState(),
                            event.getEntity()),
                    () -> deleted(event.getSession(), event.getPersister()));
        }
        return false;
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        factory.mutates(event.getSession(), false);
        SessionObserver observer = observer(event.getPersister());
        if (observer != null) {
            observer.deleted(
                    event.getSession(),
                    row(
                            event.getSession(),
                            event.getPersister(),
                            event.getId(),
                            event.getDeletedState(),
                            event.getEntity()));
        }
    }

    private RowView row(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            @Nullable Object @Nullable [] state,
            Object entity) {
        return state == null
                ? ManagedRow.of(factory, session, persister, id, entity)
                : new ManagedRow(factory, session, persister, id, state);
    }

    private List<RowView> deleted(SharedSessionContractImplementor session, EntityPersister persister) {
        List<RowView> rows = new ArrayList<>();
        for (Map.Entry<Object, EntityEntry> each :
                session.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
            EntityEntry entry = each.getValue();
            if (entry.getStatus().isDeletedOrGone()
                    && entry.getPersister().equals(persister)
                    && entry.getId() != null) {
                rows.add(ManagedRow.of(factory, session, persister, entry.getId(), each.getKey()));
            }
        }
        return rows;
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        PersistentCollection<?> collection = event.getCollection();
        if (collection != null && (!collection.wasInitialized() || !collection.empty())) {
            collection(event, elements(event, false));
        }
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        collection(event, elements(event, true));
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        collection(event, elements(event, false));
    }

    private void collection(AbstractCollectionEvent event, @Nullable List<RowView> elements) {
        SessionObserver observer = factory.observer();
        SharedSessionContractImplementor session = anySession(event);
        CollectionPersister persister = event.getCollectionPersister();
        if (observer == null
                || session == null
                || !(persister instanceof AbstractCollectionPersister described)
                || persister.isInverse()) {
            // An inverse one is written by its elements.
            return;
        }
        String ownerName = persister.getOwnerEntityPersister().getEntityName();
        if (!(session instanceof EventSource) && observer.watches(ownerName)) {
            // A stateless session's update of the owner tells of all its collections.
            return;
        }
        Object owner = session instanceof EventSource ? event.getAffectedOwnerOrNull() : null;
        EntityEntry entry =
                owner == null ? null : session.getPersistenceContextInternal().getEntry(owner);
        RowView row = owner == null || entry == null || entry.getId() == null
                ? null
                : ManagedRow.of(factory, session, entry.getPersister(), entry.getId(), owner);
        String name = persister.getRole().substring(ownerName.length() + 1);
        observer.collection(session, name, described.getTableName(), row, elements);
    }

    /** The event's session: asked for a stateless one, the event itself would fail. */
    private static @Nullable SharedSessionContractImplementor anySession(AbstractCollectionEvent event) {
        return event.getCollection() instanceof AbstractPersistentCollection<?> known
                        && !(known.getSession() instanceof EventSource)
                ? known.getSession()
                : event.getSession();
    }

    /**
     * The entities that come or go: of a collection that is updated those on one side only, what is and what was; else all.
     * Null where it holds entities and nobody knows which, none where it holds something else.
     */
    private @Nullable List<RowView> elements(AbstractCollectionEvent event, boolean update) {
        CollectionPersister persister = event.getCollectionPersister();
        PersistentCollection<?> collection = event.getCollection();
        SharedSessionContractImplementor session = anySession(event);
        if (persister == null
                || session == null
                || !(persister.getAttributeMapping().getElementDescriptor() instanceof EntityCollectionPart)) {
            return List.of();
        }
        if (!(session instanceof EventSource) || collection == null || !collection.wasInitialized()) {
            return null;
        }
        Set<Object> now = identities();
        Iterator<?> entries = collection.entries(persister);
        while (entries.hasNext()) {
            add(now, collection.getElement(entries.next()));
        }
        Set<Object> before = identities();
        Object snapshot = collection.getStoredSnapshot();
        if (snapshot instanceof Collection<?> old) {
            old.forEach(element -> add(before, element));
        } else if (snapshot instanceof Map<?, ?> old) {
            old.values().forEach(element -> add(before, element));
        }
        Set<Object> moved = identities();
        now.stream().filter(element -> !update || !before.contains(element)).forEach(moved::add);
        before.stream().filter(element -> !update || !now.contains(element)).forEach(moved::add);
        List<RowView> rows = new ArrayList<>();
        for (Object element : moved) {
            RowView row = element(session, element);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private @Nullable RowView element(SharedSessionContractImplementor session, Object element) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(element);
        if (proxy != null) {
            EntityPersister persister =
                    session.getFactory().getMappingMetamodel().getEntityDescriptor(proxy.getEntityName());
            return ManagedRow.keyed(factory, session, persister, proxy.getInternalIdentifier());
        }
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(element);
        return entry == null || entry.getId() == null
                ? null
                : ManagedRow.of(factory, session, entry.getPersister(), entry.getId(), element);
    }

    private static Set<Object> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void add(Set<Object> elements, @Nullable Object element) {
        if (element != null) {
            elements.add(Hibernate.isInitialized(element) ? Hibernate.unproxy(element) : element);
        }
    }

    @Override
    public void onPostLoad(PostLoadEvent event) {
        SessionObserver observer = factory.observer();
        EntityPersister persister = event.getPersister();
        if (observer != null && observer.watchesReads(persister.getEntityName())) {
            factory.known(event.getSession());
            observer.loaded(
                    event.getSession(),
                    ManagedRow.of(factory, event.getSession(), persister, event.getId(), event.getEntity()));
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }
}
