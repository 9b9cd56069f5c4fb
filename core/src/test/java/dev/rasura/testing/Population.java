package dev.rasura.testing;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.ScanArea;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A database of people with Rasura over it, kept for all tests of a class that need the same model, and emptied between
 * them.
 */
public final class Population implements AutoCloseable {

    private static final KeyProvider KEYS = KeyFile.ephemeral("test.example/audit");

    private final TestDatabase database;
    private final SessionFactory factory;
    private final Rasura rasura;

    private Population(TestDatabase database, SessionFactory factory, Rasura rasura) {
        this.database = database;
        this.factory = factory;
        this.rasura = rasura;
    }

    /** A database with the tables of the entities, and Rasura over them. */
    public static Population of(DatabaseFamily family, Class<?>... entities) {
        return of(family, Map.of(), List.of(), map -> {}, entities);
    }

    /**
     * As {@link #of(DatabaseFamily, Class...)}.
     *
     * @param scripts statements run before Rasura looks at the database
     */
    public static Population of(
            DatabaseFamily family,
            Map<String, Object> settings,
            List<String> scripts,
            DataMapCustomizer customizer,
            Class<?>... entities) {
        return of(TestDatabases.of(family), settings, scripts, customizer, entities);
    }

    /** Whose connections count and can fail. */
    public static Population of(DatabaseFamily family, Faults faults, Class<?>... entities) {
        TestDatabase database = TestDatabases.of(family);
        return of(
                database,
                Map.of("hibernate.connection.datasource", faults.over(database)),
                List.of(),
                map -> {},
                entities);
    }

    private static Population of(
            TestDatabase database,
            Map<String, Object> settings,
            List<String> scripts,
            DataMapCustomizer customizer,
            Class<?>... entities) {
        SessionFactory factory = null;
        try {
            factory = database.sessionFactory(settings, entities);
            scripts.forEach(database::execute);
            return new Population(database, factory, rasura(factory, customizer));
        } catch (RuntimeException e) {
            if (factory != null) {
                factory.close();
            }
            database.close();
            throw e;
        }
    }

    /**
     * Rasura as all tests have it: the same keys everywhere, own tables created, and no transaction that would outlast a
     * moment where the database does not tell them.
     */
    public static Rasura rasura(SessionFactory factory, DataMapCustomizer customizer) {
        return Rasura.builder(factory)
                .keys(KEYS)
                .createTables(true)
                .longestTransaction(Duration.ZERO)
                .customize(customizer)
                .build();
    }

    public TestDatabase database() {
        return database;
    }

    public SessionFactory factory() {
        return factory;
    }

    public Rasura rasura() {
        return rasura;
    }

    /** Persists in the order given, in one transaction. */
    public void save(Object... entities) {
        factory.inTransaction(session -> {
            for (Object entity : entities) {
                session.persist(entity);
            }
        });
    }

    public void inTransaction(Consumer<Session> work) {
        factory.inTransaction(work);
    }

    public <R> R fromTransaction(Function<Session, R> work) {
        return factory.fromTransaction(work);
    }

    /** Deletes all rows but those Rasura needs to work. */
    public Population emptied() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            for (String table : tables(connection)) {
                if (!table.contains("schema_version") && !table.contains("audit_coordinator")) {
                    tables.add(table);
                }
            }
            if (database.family() == DatabaseFamily.POSTGRESQL) {
                statement.execute("truncate " + String.join(", ", tables) + " cascade");
                statement.execute("select lo_unlink(oid) from pg_largeobject_metadata");
            } else {
                boolean h2 = database.family() == DatabaseFamily.H2;
                statement.execute(h2 ? "set referential_integrity false" : "set foreign_key_checks = 0");
                for (String table : tables) {
                    // MariaDB takes its time to truncate.
                    statement.execute((h2 ? "truncate table " : "delete from ") + table);
                }
                statement.execute(h2 ? "set referential_integrity true" : "set foreign_key_checks = 1");
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plans, executes and attests over the schema; with what was in the database before and after. */
    public Erased erase(Class<?> type, Object id) {
        return erase(SubjectRef.of(type, id));
    }

    /** As {@link #erase(Class, Object)}. */
    public Erased erase(SubjectRef subject) {
        List<String> before = dump();
        ErasurePlan plan = rasura.erasure().plan(subject);
        ErasureReceipt receipt = rasura.erasure().execute(plan);
        Attestation attestation = rasura.erasure().attest(receipt.id(), ScanArea.DATABASE);
        return new Erased(plan, receipt, attestation, before, dump());
    }

    /** What an erasure said and did. */
    public record Erased(
            ErasurePlan plan,
            ErasureReceipt receipt,
            Attestation attestation,
            List<String> before,
            List<String> after) {

        /** The rows that are no longer there as they were. */
        public List<String> gone() {
            return without(before, after);
        }

        /** The rows that were not there before: for each overwritten row, what became of it. */
        public List<String> came() {
            return without(after, before);
        }

        private static List<String> without(List<String> these, List<String> those) {
            List<String> left = new ArrayList<>(these);
            those.forEach(left::remove);
            return left;
        }
    }

    /**
     * Every row of the application's tables, as {@code person{id=1, name=Anna}}: columns by name, nulls left out, random
     * tokens and hashes by their form only.
     */
    public List<String> dump() {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                if (!table.contains("rasura_")) {
                    try (ResultSet result = statement.executeQuery("select * from " + table)) {
                        while (result.next()) {
                            rows.add(bare(table) + row(result));
                        }
                    }
                }
            }
            if (database.family() == DatabaseFamily.POSTGRESQL) {
                try (ResultSet result = statement.executeQuery("select count(*) from pg_largeobject_metadata")) {
                    result.next();
                    rows.add("large objects: " + result.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        rows.sort(null);
        return rows;
    }

    private static String bare(String table) {
        return table.replaceAll("^\"(public|PUBLIC)\"\\.", "")
                .replaceAll("[\"`]", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String row(ResultSet result) throws SQLException {
        ResultSetMetaData metadata = result.getMetaData();
        Map<String, String> columns = new TreeMap<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String value = text(result, i, metadata.getColumnTypeName(i).toLowerCase(Locale.ROOT));
            if (value != null) {
                columns.put(metadata.getColumnName(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return columns.toString();
    }

    private static @Nullable String text(ResultSet result, int i, String type) throws SQLException {
        if (result.getObject(i) == null) {
            return null;
        }
        if (type.contains("with time zone") || type.equals("timestamptz")) {
            return result.getObject(i, OffsetDateTime.class).toInstant().toString();
        }
        if (type.startsWith("timestamp") || type.equals("datetime")) {
            return result.getObject(i, java.time.LocalDateTime.class).toString();
        }
        if (type.equals("oid") || type.contains("binary") || type.endsWith("blob") || type.equals("bytea")) {
            return "bytes";
        }
        if (type.startsWith("bool") || type.equals("bit")) {
            return String.valueOf(result.getBoolean(i));
        }
        return result.getString(i).replaceAll("erased-[0-9a-f]{32}", "TOKEN").replaceAll("p1-[0-9a-f]{64}", "HASH");
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        if ("MariaDB".equals(connection.getMetaData().getDatabaseProductName())) {
            try (ResultSet found =
                    connection.getMetaData().getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
                while (found.next()) {
                    tables.add("`" + found.getString("TABLE_NAME") + "`");
                }
            }
            return tables;
        }
        try (ResultSet found =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                String schema = found.getString("TABLE_SCHEM");
                if (!schema.equalsIgnoreCase("INFORMATION_SCHEMA") && !schema.equals("pg_catalog")) {
                    tables.add("\"" + schema + "\".\"" + found.getString("TABLE_NAME") + "\"");
                }
            }
        }
        // Rasura's own tables are matched by name in lower case.
        return tables.stream()
                .map(t -> t.toLowerCase(Locale.ROOT).contains("rasura_") && t.contains("RASURA_")
                        ? t.toLowerCase(Locale.ROOT).replace("\"", "")
                        : t)
                .toList();
    }

    @Override
    public void close() {
        rasura.close();
        factory.close();
        database.close();
    }

    /** Keeps populations by their model until the class that asked for them is done. */
    public static final class Cache implements AutoCloseable {

        private final Map<List<Object>, Population> open = new HashMap<>();

        /** The emptied population of that model. */
        public Population of(DatabaseFamily family, Class<?>... entities) {
            List<Object> key = new ArrayList<>(List.of(entities));
            key.add(family);
            Population population = open.get(key);
            if (population == null) {
                population = Population.of(family, entities);
                open.put(key, population);
            }
            return population.emptied();
        }

        @Override
        public void close() {
            open.values().forEach(Population::close);
            open.clear();
        }
    }
}
