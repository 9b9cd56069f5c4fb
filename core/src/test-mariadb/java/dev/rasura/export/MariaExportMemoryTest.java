package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import org.junit.jupiter.api.Test;

/** Memory depends on the data map and the largest row, not on how many there are. */
class MariaExportMemoryTest {

    @Test
    void aSmallHeapExportsManyRowsAndLargeOnes() throws Exception {
        try (TestDatabase database = TestDatabases.of(DatabaseFamily.MARIADB)) {
            try (var factory = database.sessionFactory(People.ENTITIES)) {
                Population.rasura(factory, map -> {}).close();
            }
            database.execute("insert into Person (id, version, name, newsletter) values (7001, 0, 'Alice', false)");
            database.execute("insert into Activity (kind, id, person_id, address)"
                    + " with recursive n as (select 1 as i union all select i + 1 from n where i < 1000),"
                    + " m as (select i from n where i <= 300)"
                    + " select 'Login', n.i + 1000 * m.i, 7001, md5(n.i) from n join m on true");
            // Together more than the heap.
            database.execute("insert into `../Paper: Scan` (id, person_id, thumb, `scan/1`)"
                    + " with recursive n as (select 1 as i union all select i + 1 from n where i < 30)"
                    + " select i, 7001, repeat('x', 2000000), repeat('y', 2000000) from n");

            assertThat(SmallHeapExport.of(database))
                    .contains("ZIP: 300031 rows")
                    .contains("JSON: 300031 rows");
        }
    }
}
