package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import org.junit.jupiter.api.Test;

/** Memory depends on the data map, not on rows or the size of documents (law 4). */
class ExportMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void aSmallHeapExportsManyRowsAndGreatDocuments() throws Exception {
        try (TestDatabase database = TestDatabases.postgresql()) {
            try (var factory = database.sessionFactory(People.ENTITIES)) {
                Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("test.example/audit"))
                        .createTables(true)
                        .build()
                        .close();
            }
            database.execute("insert into Person (id, version, name, newsletter) values (7001, 0, 'Alice', false)");
            database.execute("insert into Activity (kind, id, person_id, address)"
                    + " select 'Login', n, 7001, md5(cast(n as text)) from generate_series(1, 300000) n");
            database.execute("alter table \"../Paper: Scan\" alter column thumb set storage external");
            database.execute("insert into \"../Paper: Scan\" (id, person_id, thumb, \"scan/1\") select n, 7001,"
                    + " convert_to(repeat('x', " + 80 * MEGABYTE + "), 'UTF8'),"
                    + " lo_from_bytea(0, convert_to(repeat('y', " + 80 * MEGABYTE + "), 'UTF8'))"
                    + " from generate_series(1, 1) n");
            // Rows that are long in themselves: a thousand of them at a time would not fit.
            database.execute("alter table Message alter column body type text");
            database.execute("insert into Message (id, sender_id, body)"
                    + " select n, 7001, repeat('z', 200000) from generate_series(1, 300) n");

            assertThat(SmallHeapExport.of(database))
                    .contains("ZIP: 300302 rows, 7 parts")
                    .contains("JSON: 300302 rows, 1 parts");
        }
    }
}
