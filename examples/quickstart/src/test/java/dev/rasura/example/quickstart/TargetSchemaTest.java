package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetSchemaTest {

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aMissingSchemaIsCreatedAndOursIsRecreated(Databases database) throws SQLException {
        try (Connection connection = connect(database, "again");
                Statement statement = connection.createStatement()) {
            TargetSchema.prepare(connection, "again");
            statement.execute("create table leftover (id int)");
            connection.commit();

            TargetSchema.prepare(connection, "again");

            assertThat(TargetSchema.tables(connection, "again")).containsExactly(TargetSchema.MARKER_TABLE);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void somebodyElsesSchemaIsRefusedAndStays(Databases database) throws SQLException {
        try (Connection connection = connect(database, "theirs");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema theirs");
            statement.execute("create table theirs.precious (id int)");

            assertThatThrownBy(() -> TargetSchema.prepare(connection, "theirs"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("The schema theirs exists and was not made by the quickstart; choose another with"
                            + " --schema.");
            assertThat(TargetSchema.tables(connection, "theirs")).containsExactly("precious");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aMarkerTableWithoutTheMarkerIsNotOurs(Databases database) throws SQLException {
        try (Connection connection = connect(database, "forged");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema forged");
            statement.execute("create table forged." + TargetSchema.MARKER_TABLE + " (marker varchar(100))");

            assertThatThrownBy(() -> TargetSchema.prepare(connection, "forged")).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void largeObjectsGoWithTheSchema() throws SQLException {
        try (Connection connection = connect(Databases.POSTGRESQL, "large");
                Statement statement = connection.createStatement()) {
            TargetSchema.prepare(connection, "large");
            long before = largeObjects(statement);
            statement.execute("create table file (content oid, twin oid)");
            statement.execute("insert into file select o, o from lo_from_bytea(0, '\\x01') as l(o)");
            statement.execute("insert into file values (null, null), (4294967295, null)");
            connection.commit();
            assertThat(largeObjects(statement)).isEqualTo(before + 1);

            TargetSchema.prepare(connection, "large");

            assertThat(largeObjects(statement)).isEqualTo(before);
        }
    }

    private static Connection connect(Databases database, String schema) {
        return new Target(database.url(), null, null, schema).connect();
    }

    private static long largeObjects(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from pg_largeobject_metadata")) {
            count.next();
            return count.getLong(1);
        }
    }
}
