package dev.rasura.example.sakila;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.rasura.example.data.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads the film rental shop with its real tables and foreign keys into H2 or PostgreSQL. */
public final class SakilaData {

    private static final String SCRIPT = "schema-h2.sql";

    private static final List<String> TABLES = List.of(
            "actor",
            "address",
            "category",
            "city",
            "country",
            "customer",
            "film",
            "film_actor",
            "film_category",
            "inventory",
            "language",
            "payment",
            "rental",
            "staff",
            "store");

    private static final Pattern FOREIGN_KEY =
            Pattern.compile("(?is)alter table (\\w+) add constraint \\w+ foreign key \\((\\w+)\\).*");

    private static final int BATCH = 1_000;

    private SakilaData() {}

    /** @throws dev.rasura.example.data.IncompleteFolderException if a file is missing */
    public static void check(Path folder) {
        DataFolder data = new DataFolder(folder);
        data.require(List.of(SCRIPT));
        data.require(TABLES.stream().map(SakilaData::csv).toList());
    }

    /** The customers' ids, read from the folder. */
    public static Set<String> customerIds(Path folder) {
        Set<String> ids = new HashSet<>();
        try (CsvReader<List<@Nullable String>> reader = new DataFolder(folder).csv(csv("customer"))) {
            reader.stream().skip(1).forEach(row -> ids.add(row.get(0)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    /** Creates the tables in the connection's current schema and fills them, constraints last; commits. */
    public static void load(Connection connection, Path folder) throws SQLException {
        check(folder);
        DataFolder data = new DataFolder(folder);
        List<String> script = data.statements(SCRIPT);
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String create : starting(script, "create table")) {
                statement.execute(postgres ? create.replace(" varbinary", " bytea") : create);
            }
            for (String table : TABLES) {
                // Texts, to be read by the server as what the column is: PostgreSQL does so with texts of no type only.
                insert(connection, data, table, postgres ? Types.OTHER : Types.VARCHAR);
            }
            for (String alter : starting(script, "alter table")) {
                statement.execute(alter);
                if (postgres) {
                    // H2 gives every foreign key an index by itself, as the original schema does by hand.
                    statement.execute(index(alter));
                }
            }
        }
        connection.commit();
    }

    private static List<String> starting(List<String> script, String words) {
        return script.stream().filter(statement -> statement.startsWith(words)).toList();
    }

    private static String csv(String table) {
        return "csv/" + table + ".csv";
    }

    private static List<String> header(List<@Nullable String> record) {
        List<String> columns = new ArrayList<>();
        for (String column : record) {
            columns.add(Objects.requireNonNull(column, "column"));
        }
        return columns;
    }

    private static void insert(Connection connection, DataFolder data, String table, int type) throws SQLException {
        try (CsvReader<List<@Nullable String>> reader = data.csv(csv(table))) {
            Iterator<List<@Nullable String>> records = reader.iterator();
            List<String> columns = header(records.next());
            String sql = "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                int pending = 0;
                while (records.hasNext()) {
                    List<@Nullable String> row = records.next();
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setObject(i + 1, row.get(i), type);
                    }
                    insert.addBatch();
                    if (++pending == BATCH) {
                        insert.executeBatch();
                        pending = 0;
                    }
                }
                insert.executeBatch();
            }
        } catch (IOException e) {
            throw new SQLException("The rows of " + table + " could not be read.", e);
        }
    }

    private static String index(String foreignKey) {
        Matcher parts = FOREIGN_KEY.matcher(foreignKey);
        if (!parts.matches()) {
            throw new IllegalStateException("Not a foreign key of one column: " + foreignKey);
        }
        return "create index on " + parts.group(1) + " (" + parts.group(2) + ")";
    }
}
