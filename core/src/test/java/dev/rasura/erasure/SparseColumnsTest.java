package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;

/**
 * A column that an heir's mapping calls NOT NULL is empty in the rows of others in the same table, and the table says so: it
 * stays empty.
 */
class SparseColumnsTest extends ErasureContract {

    @Entity(name = "Worker")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Worker {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false)
        String email;

        Worker() {}

        Worker(long id) {
            this.id = id;
            this.email = "worker" + id + "@example.org";
        }
    }

    @Entity(name = "Driver")
    static class Driver extends Worker {
        @PersonalData(DataCategory.NATIONAL_ID)
        @Column(nullable = false)
        String licence;

        Driver() {}

        Driver(long id) {
            super(id);
            this.licence = "L" + id;
        }
    }

    @Test
    void whatOnlyAnHeirMustHaveStaysEmptyInTheRowsOfOthers() {
        try (Population p = Population.of(family, Worker.class, Driver.class)) {
            p.database()
                    .execute(
                            family == DatabaseFamily.MARIADB
                                    ? "alter table Worker modify licence varchar(255) null"
                                    : "alter table Worker alter column licence drop not null");
            p.database()
                    .execute("alter table Worker add constraint licensed check ((dtype = 'Driver') = (licence is not"
                            + " null))");
            p.save(new Worker(1), new Driver(2));

            assertThat(p.erase(Worker.class, 1).came())
                    .containsExactly("worker{dtype=Worker, email=TOKEN@invalid, id=1}");
            assertThat(p.erase(Worker.class, 2).came())
                    .containsExactly("worker{dtype=Driver, email=TOKEN@invalid, id=2, licence=TOKEN}");
        }
    }
}
