package dev.rasura.internal.schema;

import dev.rasura.annotation.DataSubject;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what is mapped as a table but is a view in the database: it has no rows of its own. A materialised view has a
 * copy of them, which is said in the map's notes.
 */
public final class LiveViews {

    private static final String MATERIALISED = "MATERIALIZED VIEW";

    private record View(@Nullable String schema, String name, boolean materialised) {}

    private LiveViews() {}

    /** The schema without what is a view. Reads JDBC metadata only. */
    public static MappedSchema leaveOut(Connection connection, MappedSchema mapped) throws SQLException {
        List<View> views = read(connection);
        if (views.isEmpty()) {
            return mapped;
        }
        String own = connection.getSchema();
        Map<String, Table> tables = new LinkedHashMap<>(mapped.tables());
        tables.values().removeIf(t -> views.stream().anyMatch(v -> is(v, t, own)));
        tables.replaceAll((key, table) -> table.with(table.foreignKeys().stream()
                .filter(f -> tables.containsKey(f.target()))
                .toList()));
        List<MappedSchema.Unsupported> unsupported = new ArrayList<>(mapped.unsupported());
        List<String> notes = new ArrayList<>(mapped.notes());
        Map<String, Entity> entities = new LinkedHashMap<>();
        mapped.entities().forEach((name, entity) -> {
            if (tables.containsKey(mapped.lineage(entity).get(0).table())) {
                entities.put(name, entity);
                return;
            }
            notes.add(name + ": is mapped to a view, so it has no rows of its own, and no duty does anything there; the"
                    + " tables behind it are treated as they are mapped.");
            if (entity.type() != null && entity.type().isAnnotationPresent(DataSubject.class)) {
                unsupported.add(new MappedSchema.Unsupported(
                        MappedSchema.Unsupported.ANYWHERE,
                        name + ": is a data subject, but mapped to a view, which has no rows of its own. Map the table"
                                + " behind it, and say @DataSubject there"));
            }
        });
        views.stream()
                .filter(View::materialised)
                .forEach(view -> notes.add("materialised view " + view.name()
                        + ": keeps a copy of rows as they were when it was refreshed last, which an erasure does not"
                        + " change. Refresh it after each erasure, before the residue scan, which reads it."));
        Map<String, History> histories = new TreeMap<>(mapped.histories());
        histories.values().removeIf(h -> !tables.containsKey(h.table()) || !tables.containsKey(h.live()));
        return new MappedSchema(tables, entities, histories, unsupported, notes);
    }

    private static boolean is(View view, Table table, @Nullable String own) {
        String schema = table.schema() == null ? own : table.schema();
        return view.name().equalsIgnoreCase(table.name())
                && (schema == null || view.schema() == null || schema.equalsIgnoreCase(view.schema()));
    }

    private static List<View> read(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        List<View> views = new ArrayList<>();
        try (ResultSet rows =
                metadata.getTables(connection.getCatalog(), null, "%", new String[] {"VIEW", MATERIALISED})) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                boolean system = schema != null
                        && (schema.equalsIgnoreCase("INFORMATION_SCHEMA")
                                || schema.toLowerCase(Locale.ROOT).startsWith("pg_"));
                if (!system) {
                    views.add(new View(
                            schema,
                            Objects.requireNonNull(rows.getString("TABLE_NAME")),
                            MATERIALISED.equals(rows.getString("TABLE_TYPE"))));
                }
            }
        }
        return views;
    }
}
