package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Temporal;
import org.junit.jupiter.api.Test;

/** The earlier states that Hibernate keeps of a row, beside it or in its own table, follow the row. */
class TemporalTablesTest extends ErasureContract {

    private Population with(String strategy, Class<?>... entities) {
        return Population.of(
                family, Map.of("hibernate.temporal.table_strategy", strategy), List.of(), map -> {}, entities);
    }

    @Entity(name = "Driver")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Temporal
    static class Driver {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String grade;

        Driver() {}

        Driver(long id) {
            this.id = id;
            this.email = "driver" + id + "@a.example";
            this.grade = "new";
        }
    }

    @Entity(name = "Fine")
    @Temporal
    @OnErasure(RowAction.ANONYMISE)
    static class Fine {
        @Id
        Long id;

        @ManyToOne
        Driver driver;

        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.CONSTANT, constant = "-")
        String offence;

        Fine() {}

        Fine(long id, Driver driver) {
            this.id = id;
            this.driver = driver;
            this.offence = "offence " + id;
        }
    }

    private void temporal(String strategy, String... left) {
        try (Population p = with(strategy, Driver.class, Fine.class)) {
            Driver anna = new Driver(1);
            Driver bert = new Driver(2);
            p.save(anna, bert, new Fine(1, anna), new Fine(2, bert));
            p.inTransaction(session -> session.find(Driver.class, 1L).email = "anna@a.example");
            p.inTransaction(session -> session.remove(session.find(Fine.class, 1L)));

            assertThat(p.rasura().dataMap().unclassified()).isEmpty();
            Erased erased = eraseWithoutResidue(p, Driver.class, 1);

            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("driver") || r.startsWith("fine"))
                    .extracting(r -> r.replaceAll("(effective|superseded)=[^,}]*(, )?", ""))
                    .extracting(r -> r.replaceAll(", }", "}"))
                    .containsExactlyInAnyOrder(left);
        }
    }

    @Test
    void aHistoryTableFollowsTheRowsWhoseHistoryItKeeps() {
        temporal(
                "HISTORY_TABLE",
                "driver{grade=new, id=1}",
                "driver{email=driver2@a.example, grade=new, id=2}",
                "driver_history{grade=new, id=1}",
                "driver_history{grade=new, id=1}",
                "driver_history{email=driver2@a.example, grade=new, id=2}",
                "fine{driver_id=2, id=2, offence=offence 2}",
                "fine_history{driver_id=1, id=1, offence=-}",
                "fine_history{driver_id=2, id=2, offence=offence 2}");
    }

    @Test
    void aTableThatKeepsItsOwnHistoryIsTreatedInAllOfIt() {
        temporal(
                "SINGLE_TABLE",
                "driver{grade=new, id=1}",
                "driver{grade=new, id=1}",
                "driver{email=driver2@a.example, grade=new, id=2}",
                "fine{driver_id=1, id=1, offence=-}",
                "fine{driver_id=2, id=2, offence=offence 2}");
    }

    @Entity(name = "Permit")
    @Inheritance(strategy = InheritanceType.JOINED)
    @Temporal
    static class Permit {
        @Id
        Long id;

        @ManyToOne
        Driver driver;
    }

    @Entity(name = "Bus")
    @Temporal
    static class Bus extends Permit {
        @NotPersonal
        int seats;

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        List<String> notes = new ArrayList<>();

        Bus() {}

        Bus(long id, Driver driver) {
            this.id = id;
            this.driver = driver;
            this.notes.add("note on " + driver.email);
        }
    }

    @Entity(name = "Scan")
    @Temporal
    static class Scan {
        @Id
        Long id;

        @ManyToOne
        Bus bus;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Scan() {}

        Scan(long id, Bus bus) {
            this.id = id;
            this.bus = bus;
            this.text = "scan " + id;
        }
    }

    @Test
    void whatLedToAnHeirWhoseTableHasNoHistoryIsFoundByThatOfItsRoot() {
        try (Population p = with("HISTORY_TABLE", Driver.class, Permit.class, Bus.class, Scan.class)) {
            Driver anna = new Driver(1);
            Driver bert = new Driver(2);
            Bus hers = new Bus(1, anna);
            Bus his = new Bus(2, bert);
            p.save(anna, bert, hers, his, new Scan(1, hers), new Scan(2, his));
            p.inTransaction(session -> {
                session.remove(session.find(Scan.class, 1L));
                session.remove(session.find(Bus.class, 1L));
            });

            Erased erased = eraseWithoutResidue(p, Driver.class, 1);

            assertThat(erased.after()).noneMatch(r -> r.contains("note on driver1") || r.contains("scan 1"));
            assertThat(rows(erased.receipt().tables()))
                    .containsAllEntriesOf(Map.of(
                            "Permit_history DELETED", 1L, "Bus_notes_history DELETED", 1L, "Scan_history DELETED", 1L));
            assertThat(erased.gone()).noneMatch(r -> r.contains("id=2"));
        }
    }

    @Entity(name = "Copy")
    static class Copy {
        @Id
        Long id;

        @SoftReference(to = Driver.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void ofASubjectWithSeveralRowsOnlyTheKeyCanBeFollowed() {
        assertThatThrownBy(() -> with("SINGLE_TABLE", Driver.class, Copy.class).close())
                .hasMessageContaining("Copy: belongs to Driver by [email]")
                .hasMessageContaining("HISTORY_TABLE");
    }
}
