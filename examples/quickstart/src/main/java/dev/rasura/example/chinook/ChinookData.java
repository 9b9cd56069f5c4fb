package dev.rasura.example.chinook;

import dev.rasura.example.data.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Loads the music shop with its real tables and foreign keys into H2 or PostgreSQL. */
public final class ChinookData {

    private static final String SCRIPT = "chinook-h2.sql";
    private static final Pattern FIRST_VALUE_OF_ROW = Pattern.compile("(?m)^\\s*\\((\\d+),");

    private ChinookData() {}

    /** @throws dev.rasura.example.data.IncompleteFolderException if a file is missing */
    public static void check(Path folder) {
        new DataFolder(folder).require(List.of(SCRIPT));
    }

    /** The customers' ids, read from the folder. */
    public static Set<String> customerIds(Path folder) {
        return new DataFolder(folder)
                .statements(SCRIPT).stream()
                        .filter(statement -> statement.startsWith("INSERT INTO customer "))
                        .flatMap(statement ->
                                FIRST_VALUE_OF_ROW.matcher(statement).results())
                        .map(row -> row.group(1))
                        .collect(Collectors.toSet());
    }

    /** Creates the tables in the connection's current schema and fills them; commits. */
    public static void load(Connection connection, Path folder) throws SQLException {
        check(folder);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : new DataFolder(folder).statements(SCRIPT)) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }
}
