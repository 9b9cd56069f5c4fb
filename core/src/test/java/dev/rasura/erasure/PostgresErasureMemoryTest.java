package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import org.junit.jupiter.api.Test;

/** Memory depends on the data map, not on rows, also of what is computed in Java (law 4). */
class PostgresErasureMemoryTest {

    @Test
    void aSmallHeapErasesManyRowsAndComputesGreatValues() throws Exception {
        try (TestDatabase database = TestDatabases.postgresql()) {
            try (var factory = database.sessionFactory(SmallHeapErasure.MODEL)) {
                Population.rasura(factory, map -> {}).close();
            }
            database.execute("insert into Collector (id, email) values (1, 'anna@a.example'), (2, 'bert@b.example')");
            database.execute("insert into Find (id, collector_id, finder) select n, 1 + n / 100001,"
                    + " 'finder' || n || '@f.example' from generate_series(1, 100002) n");
            // All of them together are larger than the heap.
            database.execute("insert into Label (id, collector_id, text, code)"
                    + " select n, 1, repeat('x', 100), n || repeat(md5(cast(n as text)), 60)"
                    + " from generate_series(1, 40000) n");

            assertThat(SmallHeapErasure.of(database))
                    .contains("planned: 100000 deleted, 40001 anonymised, 40000 pseudonymised")
                    .contains("done: 100000 deleted, 40001 anonymised, 40000 pseudonymised")
                    .contains("attested: PARTIAL [values beyond the first 10000 were not looked for] []");
            assertThat(database.count("Find")).isEqualTo(2);
            assertThat(database.count("Label where text is null and code like 'p1-%'"))
                    .isEqualTo(40_000);
        }
    }
}
