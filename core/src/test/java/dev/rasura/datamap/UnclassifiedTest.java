package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rasura.DataMapException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An unclassified column is warned of, listed, and hinders an erasure that it would survive. */
class UnclassifiedTest {

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Half")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Half {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        String forgotten;
    }

    @Entity(name = "Gone")
    static class Gone {
        @Id
        Long id;

        @ManyToOne
        Person person;

        String forgotten;
    }

    @Test
    void anUnclassifiedColumnIsWarnedOfListedAndRefusesAnErasureItWouldSurvive() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rasura");
        logger.addAppender(log);
        try (Population p = Population.of(DatabaseFamily.H2, Half.class)) {
            assertThat(log.list)
                    .anySatisfy(e -> assertThat(e.getFormattedMessage())
                            .contains("Half.forgotten", "@PersonalData", "@NotPersonal"));
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("Half.forgotten");
            assertThatThrownBy(() -> p.rasura().dataMap().assertComplete())
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("Half.forgotten (Half.forgotten): annotate it with @PersonalData");
            Half half = new Half();
            half.id = 1L;
            half.email = "anna@a.example";
            p.save(half);
            List<String> before = p.dump();
            assertThat(p.rasura().erasure().plan(SubjectRef.of(Half.class, 1)).unclassified())
                    .containsExactly("Half.forgotten");
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Half.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("Half.forgotten");
            assertThat(p.dump()).isEqualTo(before);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void whatTheDatabaseHasBesidesTheMappingIsWarnedOfWithTheLinesToPaste() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rasura");
        logger.addAppender(log);
        List<String> scripts = List.of(
                "create table old_notes (id bigint primary key, person_id bigint references person (id))",
                "alter table gone add column old_phone varchar(40)",
                "alter table person alter column email set data type varchar(60)");
        try (Population ignored =
                Population.of(DatabaseFamily.H2, Map.of(), scripts, map -> {}, Person.class, Gone.class)) {
            assertThat(log.list)
                    .filteredOn(e -> e.getLevel() == Level.WARN)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(m -> m.contains("map.table(\"old_notes\").ownedBy(\"Person\", \"person_id\")"))
                    .anyMatch(m -> m.contains("map.table(\"Gone\").personal(\"old_phone\""))
                    .anyMatch(m -> m.contains("Person.email") && m.contains("60"));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void inRowsThatGoAnUnclassifiedColumnDoesNotHinder() {
        try (Population p = Population.of(DatabaseFamily.H2, Person.class, Gone.class)) {
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("Gone.forgotten");
            Person person = new Person();
            person.id = 1L;
            p.save(person);
            p.rasura().erasure().erase(SubjectRef.of(Person.class, 1));
            assertThat(p.database().count("Person")).isZero();
        }
    }
}
