package dev.rasura.internal.hibernate;

import dev.rasura.ConfigurationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.SessionEventListener;
import org.hibernate.SessionFactory;
import org.hibernate.boot.internal.SessionFactoryOptionsBuilder;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventSource;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * A factory whose sessions can be observed: what listens at it, from its start, and who observes, once there is someone.
 * A statement reaches Hibernate's inspector without its session; the session's own listener hears of it right after, on the
 * same thread, without the statement. The two are put together here.
 */
public final class ObservedFactory {

    private static final Map<SessionFactory, ObservedFactory> FACTORIES =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** The statement that this thread is about to prepare. */
    private static final ThreadLocal<@Nullable String> INSPECTED = new ThreadLocal<>();

    private final Map<SharedSessionContractImplementor, Statements> sessions = new ConcurrentHashMap<>();
    private final Map<EntityPersister, EntityColumns> columns = new ConcurrentHashMap<>();
    private volatile @Nullable SessionObserver observer;

    private ObservedFactory() {}

    /** Listens at a factory that is being built. */
    static void listen(SessionFactoryImplementor factory) {
        ObservedFactory observed = new ObservedFactory();
        FACTORIES.put(factory, observed);
        new RowListeners(observed).register(factory.getServiceRegistry().requireService(EventListenerRegistry.class));
        SessionFactoryOptions options = factory.getSessionFactoryOptions();
        if (options instanceof SessionFactoryOptionsBuilder builder) {
            builder.applyStatementInspector(Inspector.before(options.getStatementInspector()));
        }
    }

    static void forget(SessionFactoryImplementor factory) {
        FACTORIES.remove(factory);
    }

    /**
     * Has the observer told of all that the factory's sessions do from now on; null ends it.
     *
     * @throws ConfigurationException if nobody listens at the factory, so that the observer would be told of nothing
     */
    public static void observe(SessionFactory factory, @Nullable SessionObserver observer) {
        ObservedFactory observed = FACTORIES.get(factory);
        if (observed != null) {
            observed.observer = observer;
        } else if (observer != null) {
            throw new ConfigurationException(
                    "Changes and reads cannot be captured, because Rasura does not listen at this entity manager factory."
                            + " Build it with rasura-core on the class path of its integrators, or say captureChanges(false).");
        }
    }

    @Nullable
    SessionObserver observer() {
        return observer;
    }

    /** A session was opened: its statements are heard of until it is closed. */
    static void opened(SharedSessionContractImplementor session) {
        ObservedFactory observed = FACTORIES.get(session.getFactory());
        if (observed != null) {
            observed.hear(session, false);
        }
    }

    /**
     * Whether a session of the factory is in a transaction in which this thread was the last to prepare a statement. What goes
     * past Hibernate, on a connection that it handed out, is not heard of.
     */
    static boolean worksOnThisThread(SessionFactoryImplementor factory) {
        ObservedFactory observed = FACTORIES.get(factory);
        // Only then is the session asked: it may be another thread's.
        return observed != null
                && observed.sessions.values().stream()
                        .anyMatch(s ->
                                Thread.currentThread().equals(s.working) && UnitsOfWork.isInTransaction(s.session));
    }

    /** The columns of an entity, worked out once. */
    EntityColumns columns(EntityPersister persister) {
        // Read first: a lock for each row would be too much.
        EntityColumns known = columns.get(persister);
        return known == null ? columns.computeIfAbsent(persister, EntityColumns::of) : known;
    }

    /** An entity's own statements begin or end. */
    void mutates(SharedSessionContractImplementor session, boolean begins) {
        known(session).mutates(begins);
    }

    /** A session that shares the transaction of another one is not told of when it is opened. */
    Statements known(SharedSessionContractImplementor session) {
        Statements statements = sessions.get(session);
        return statements == null ? hear(session, true) : statements;
    }

    private Statements hear(SharedSessionContractImplementor session, boolean sharing) {
        Statements statements = new Statements(this, session, sharing);
        session.getEventListenerManager().addListener(statements);
        sessions.put(session, statements);
        return statements;
    }

    /** Keeps what passes, for the session's listener, and leaves the rest to the inspector that the user configured. */
    @SuppressWarnings("serial") // no factory with an observer is ever written
    private record Inspector(@Nullable StatementInspector configured) implements StatementInspector {

        private static final long serialVersionUID = 1L;

        static StatementInspector before(@Nullable StatementInspector configured) {
            return new Inspector(configured);
        }

        @Override
        public String inspect(String sql) {
            String inspected = configured == null ? sql : configured.inspect(sql);
            INSPECTED.set(inspected == null ? sql : inspected);
            return inspected == null ? sql : inspected;
        }
    }

    /** What one session prepares. */
    @SuppressWarnings("serial") // no session is written while it is observed
    static final class Statements implements SessionEventListener {

        private static final long serialVersionUID = 1L;

        private final transient ObservedFactory factory;
        private final transient SharedSessionContractImplementor session;
        private final transient Deque<Boolean> flushes = new ArrayDeque<>();
        private final boolean sharing;
        private transient boolean mutating;

        /**
         * Statements since an entity's own were to begin outside of a flush. They are its own if its listeners hear that it is
         * done; if it failed, or a listener refused it, anything may be among them.
         */
        private final transient List<@Nullable String> withheld = new ArrayList<>();

        private transient boolean telling;

        /** Who prepared the last statement of the transaction. */
        private transient volatile @Nullable Thread working;

        Statements(ObservedFactory factory, SharedSessionContractImplementor session, boolean sharing) {
            this.factory = factory;
            this.session = session;
            this.sharing = sharing;
        }

        @Override
        public void jdbcPrepareStatementStart() {
            working = Thread.currentThread();
            String sql = INSPECTED.get();
            INSPECTED.remove();
            SessionObserver observer = factory.observer();
            if (observer == null || !flushes.isEmpty()) {
                return;
            }
            if (!mutating) {
                observer.statement(session, sql, session instanceof EventSource);
                return;
            }
            withheld.add(sql);
            if (!telling && UnitsOfWork.isInTransaction(session)) {
                telling = true;
                UnitsOfWork.beforeCompletion(session, this::tell);
            }
        }

        private void mutates(boolean begins) {
            if (begins) {
                tell();
            }
            withheld.clear();
            mutating = begins;
        }

        private void tell() {
            if (withheld.isEmpty()) {
                return;
            }
            SessionObserver observer = factory.observer();
            List<@Nullable String> statements = new ArrayList<>(withheld);
            withheld.clear();
            if (observer != null) {
                statements.forEach(sql -> observer.statement(session, sql, session instanceof EventSource));
            }
        }

        @Override
        public void cacheGetEnd(boolean hit) {
            SessionObserver observer = factory.observer();
            if (hit && observer != null && !(session instanceof EventSource)) {
                observer.answeredByCache();
            }
        }

        @Override
        public void flushStart() {
            flushes.push(true);
        }

        @Override
        public void flushEnd(int entities, int collections) {
            mutating = false;
            flushes.poll();
        }

        @Override
        public void partialFlushStart() {
            flushes.push(true);
        }

        @Override
        public void partialFlushEnd(int entities, int collections) {
            mutating = false;
            flushes.poll();
        }

        @Override
        public void transactionCompletion(boolean successful) {
            working = null;
            flushes.clear();
            mutating = false;
            withheld.clear();
            telling = false;
        }

        @Override
        public void end() {
            factory.sessions.remove(session);
            SessionObserver observer = factory.observer();
            if (observer != null) {
                withheld.forEach(sql -> observer.statement(session, null, false));
                observer.closed(session, sharing && UnitsOfWork.isInTransaction(session));
            }
        }
    }
}
