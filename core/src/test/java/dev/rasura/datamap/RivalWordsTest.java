package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two interfaces that an entity implements, neither is nearer than the other. */
class RivalWordsTest {

    @OnErasure(RowAction.ANONYMISE)
    interface Kept {
        @PersonalData(DataCategory.FULL_NAME)
        String getName();
    }

    @OnErasure(RowAction.DELETE)
    interface Shown {
        @NotPersonal("on the badge")
        String getName();
    }

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;
    }

    @Entity(name = "Badge")
    static class Badge implements Shown, Kept {
        @Id
        Long id;

        @ManyToOne
        Person person;

        String name;

        @Override
        public String getName() {
            return name;
        }
    }

    @Test
    void whatTheyContradictEachOtherInIsRefused() {
        List<String> findings = findings(Person.class, Badge.class);

        assertThat(findings).hasSize(2);
        assertFinding(findings, "Badge: Shown and Kept, which it implements, contradict each other (@OnErasure");
        assertFinding(findings, "Badge.name: Shown and Kept, which it implements", "(@NotPersonal, @PersonalData)");
    }

    @OnErasure(RowAction.DELETE)
    interface Both extends Shown, Kept {
        @Override
        @PersonalData(DataCategory.FULL_NAME)
        String getName();
    }

    @Entity(name = "Pass")
    static class Pass implements Both {
        @Id
        Long id;

        @ManyToOne
        Person person;

        String name;

        @Override
        public String getName() {
            return name;
        }
    }

    @Entity(name = "Ticket")
    @OnErasure(RowAction.ANONYMISE)
    static class Ticket implements Shown, Kept {
        @Id
        Long id;

        @ManyToOne
        Person person;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @Override
        public String getName() {
            return name;
        }
    }

    @Test
    void whatIsSaidNearerCounts() {
        DataMap map = map(Person.class, Pass.class, Ticket.class);

        assertThat(List.of("Pass", "Ticket"))
                .allSatisfy(table -> assertThat(map.table(table).orElseThrow().columns())
                        .filteredOn(column -> column.name().equals("name"))
                        .extracting(MappedColumn::classification)
                        .containsExactly(Classification.PERSONAL));
        assertThat(map.table("Pass").orElseThrow().owners())
                .extracting(Ownership::onErasure)
                .containsExactly(RowAction.DELETE);
    }
}
