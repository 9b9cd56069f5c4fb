package dev.rasura.internal.hibernate;

import static dev.rasura.internal.hibernate.MappingReader.columnNames;

import dev.rasura.internal.schema.History;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.mapping.AuxiliaryTableHolder;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.SingleTableSubclass;
import org.hibernate.mapping.Table;
import org.hibernate.persister.state.internal.NativeTemporalStateManagement;
import org.jspecify.annotations.Nullable;

/**
 * Reads which tables keep the history of others: those that Hibernate itself writes for audited and temporal entities and
 * collections, and those of Envers, which appear in the boot model as entities without a class.
 */
final class HistoryReader {

    /** By these names Hibernate keeps the columns that it adds to a history. */
    private static final List<String> ADDED =
            List.of("changesetId", "modificationType", "invalidatingChangesetId", "rowStart", "rowEnd");

    private static final String ENVERS = "org.hibernate.envers.";

    private final MappingReader schema;
    private final String prefix;
    private final String suffix;
    private final String originalId;
    private final String revision;
    private final List<String> bookkeeping;
    private final String modified;
    private final Map<String, History> histories = new TreeMap<>();

    HistoryReader(MappingReader schema) {
        this.schema = schema;
        this.prefix = setting("audit_table_prefix", "");
        this.suffix = setting("audit_table_suffix", "_AUD");
        this.originalId = setting("original_id_prop_name", "originalId");
        this.revision = setting("revision_field_name", "REV");
        this.modified = setting("modified_flag_suffix", "_MOD").toLowerCase(Locale.ROOT);
        this.bookkeeping = List.of(
                setting("revision_type_field_name", "REVTYPE").toLowerCase(Locale.ROOT),
                setting("audit_strategy_validity_end_rev_field_name", "REVEND").toLowerCase(Locale.ROOT),
                setting("audit_strategy_validity_revend_timestamp_field_name", "REVEND_TSTMP")
                        .toLowerCase(Locale.ROOT),
                setting("embeddable_set_ordinal_field_name", "SETORDINAL").toLowerCase(Locale.ROOT));
    }

    private String setting(String name, String otherwise) {
        Object value = schema.factory().getProperties().get(ENVERS + name);
        return value == null ? otherwise : value.toString();
    }

    /** The histories by the key of the table that keeps them. */
    Map<String, History> read() {
        for (PersistentClass mapping : schema.metadata().getEntityBindings()) {
            if (isEnvers(mapping)) {
                envers(mapping);
            } else {
                ofEntity(mapping);
            }
        }
        schema.metadata().getCollectionBindings().forEach(this::ofCollection);
        return histories;
    }

    /** Whether the entity is none of the application's: Envers keeps the history of one by it. */
    boolean isEnvers(PersistentClass mapping) {
        RootClass root = mapping.getRootClass();
        return mapping.getClassName() == null
                && root.getIdentifierProperty() != null
                && root.getIdentifierProperty().getName().equals(originalId)
                && root.getIdentifier() instanceof Component key
                && key.getProperties().stream().anyMatch(p -> p.getName().equals(revision));
    }

    // --- Hibernate's own

    private void ofEntity(PersistentClass mapping) {
        if (!MappingReader.isView(mapping) && !(mapping instanceof SingleTableSubclass)) {
            List<String> key = columnNames(mapping.getKey().getSelectables());
            boolean ownedBySystem = mapping instanceof RootClass root
                    && root.getStateManagementType() == NativeTemporalStateManagement.class;
            kept(mapping, mapping.getTable(), key, ownedBySystem, schema.name(mapping));
        }
        for (Join join : mapping.getJoins()) {
            kept(join, join.getTable(), columnNames(join.getKey().getSelectables()), false, schema.name(mapping));
        }
    }

    private void ofCollection(Collection collection) {
        Table table = table(collection);
        List<String> key =
                collection.isOneToMany() ? columnNames(table.getPrimaryKey().getColumns()) : List.of();
        kept(
                collection,
                table,
                key,
                collection.getStateManagementType() == NativeTemporalStateManagement.class,
                collection.getRole());
    }

    /** Where the rows lie that make up the collection: of a one-to-many, those of its elements. */
    private static Table table(Collection collection) {
        return collection.getElement() instanceof OneToMany elements
                ? elements.getAssociatedClass().getTable()
                : collection.getCollectionTable();
    }

    private void kept(AuxiliaryTableHolder holder, Table live, List<String> key, boolean bySystem, String what) {
        if (holder.getAuxiliaryTable() == null) {
            return;
        }
        String table = schema.key(holder.getAuxiliaryTable());
        ADDED.stream()
                .map(holder::getAuxiliaryColumn)
                .filter(Objects::nonNull)
                .forEach(column -> schema.structural(table).add(column.getName()));
        if (bySystem) {
            schema.unsupported(
                    table,
                    what
                            + ": the database itself keeps the history of its rows (native temporal table), and lets nobody"
                            + " change it, so nobody could ever be erased from it. Choose another strategy:"
                            + " hibernate.temporal.table_strategy = HISTORY_TABLE");
        } else if (!table.equals(schema.key(live))) {
            add(holder.getAuxiliaryTable(), live, key);
        }
    }

    // --- Envers

    private void envers(PersistentClass audit) {
        PersistentClass live = audited(audit);
        if (live == null) {
            enversCollection(audit);
            return;
        }
        if (audit instanceof RootClass
                || audit instanceof JoinedSubclass
                || !audit.getTable().equals(audit.getRootTable())) {
            add(audit.getTable(), live.getTable(), columnNames(live.getKey().getSelectables()));
        }
        for (Join join : audit.getJoins()) {
            Join of = live.getJoins().stream()
                    .filter(j -> covers(
                            j.getTable(),
                            join.getTable(),
                            j.getTable().getColumns().size()))
                    .findFirst()
                    .orElse(null);
            if (of == null) {
                unknown(join.getTable());
            } else {
                add(join.getTable(), of.getTable(), columnNames(of.getKey().getSelectables()));
            }
        }
    }

    private @Nullable PersistentClass audited(PersistentClass audit) {
        String name = audit.getEntityName();
        return name.startsWith(prefix) && name.endsWith(suffix) && name.length() > prefix.length() + suffix.length()
                ? schema.metadata().getEntityBinding(name.substring(prefix.length(), name.length() - suffix.length()))
                : null;
    }

    private void enversCollection(PersistentClass audit) {
        List<Collection> candidates = schema.metadata().getCollectionBindings().stream()
                .filter(c -> !c.isInverse() && covers(audit.getTable(), names(c)))
                .toList();
        String name = audit.getTable().getName();
        List<Collection> named = candidates.stream()
                .filter(c -> name.equalsIgnoreCase(prefix + table(c).getName() + suffix))
                .toList();
        Map<String, Collection> byTable = new LinkedHashMap<>();
        (named.isEmpty() ? candidates : named).forEach(c -> byTable.put(schema.key(table(c)), c));
        if (byTable.size() != 1) {
            unknown(audit.getTable());
            return;
        }
        Collection of = byTable.values().iterator().next();
        add(
                audit.getTable(),
                table(of),
                of.isOneToMany() ? columnNames(table(of).getPrimaryKey().getColumns()) : List.of());
    }

    /** The columns of which a history of the collection has all. */
    private static Set<String> names(Collection collection) {
        List<String> names = new ArrayList<>(columnNames(collection.getKey().getSelectables()));
        names.addAll(
                collection.isOneToMany()
                        ? columnNames(table(collection).getPrimaryKey().getColumns())
                        : columnNames(collection.getElement().getSelectables()));
        return names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static boolean covers(Table table, Set<String> names) {
        return lower(table).containsAll(names);
    }

    private static boolean covers(Table live, Table history, int columns) {
        return columns > 0
                && lower(live).stream().filter(lower(history)::contains).count() > 1;
    }

    private static Set<String> lower(Table table) {
        return table.getColumns().stream()
                .map(c -> c.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private void unknown(Table table) {
        schema.explain(schema.key(table));
        schema.unsupported(
                MappedSchema.Unsupported.ANYWHERE,
                "the history " + table.getName() + " cannot be matched with the table whose rows it keeps, because its"
                        + " columns have other names. Give them the names they have in that table (@AuditJoinTable, @AuditTable)");
    }

    /** Notes the history; its columns that the live table does not have are those Envers keeps for itself. */
    private void add(Table history, Table live, List<String> liveKey) {
        String table = schema.key(history);
        schema.explain(table);
        Map<String, String> names = new LinkedHashMap<>();
        history.getColumns().forEach(c -> names.put(c.getName().toLowerCase(Locale.ROOT), c.getName()));
        Set<String> known = lower(live);
        names.forEach((lower, name) -> {
            boolean kept = lower.equals(revision.toLowerCase(Locale.ROOT)) || bookkeeping.contains(lower);
            boolean flag = lower.endsWith(modified) && !known.contains(lower);
            if (!known.contains(lower) && (kept || flag)) {
                schema.structural(table).add(name);
            }
        });
        List<String> key = liveKey.stream()
                .map(k -> names.get(k.toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .toList();
        histories.put(
                table,
                key.size() == liveKey.size()
                        ? new History(table, schema.key(live), key, liveKey)
                        : new History(table, schema.key(live), List.of(), List.of()));
    }
}
