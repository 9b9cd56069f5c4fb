package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Words on embeddables, interfaces and mapped superclasses: heard for what they are about, or refused. */
class WordsOnClassesTest {

    @Embeddable
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "warranty", when = "1 = 1")
    @ErasureDefault(onErasure = Strategy.KEEP, reason = "a serial number of ours")
    static class Device {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String serial;
    }

    @Entity(name = "Buyer")
    @DataSubject
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        List<Device> devices = new ArrayList<>();
    }

    @Test
    void whatIsSaidOfRowsOnAnEmbeddableIsRefused() {
        List<String> findings = findings(Buyer.class);

        assertThat(findings).hasSize(3);
        assertFinding(findings, "Device: @OnErasure says nothing on an embeddable", "or on the collection");
        assertFinding(findings, "Device: @Retain says nothing on an embeddable");
        assertFinding(findings, "Device: @ErasureDefault says nothing on an embeddable");
    }

    interface Reachable {
        @PersonalData(DataCategory.EMAIL)
        String getMail();
    }

    @OnErasure(RowAction.ANONYMISE)
    interface Filed {}

    @Entity(name = "Guest")
    @DataSubject
    @Access(AccessType.PROPERTY)
    @NotPersonal
    static class Guest implements Reachable {
        private Long id;
        private String mail;

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        @Override
        public String getMail() {
            return mail;
        }

        public void setMail(String mail) {
            this.mail = mail;
        }
    }

    abstract static class Kept implements Filed {}

    @Entity(name = "Paper")
    static class Paper extends Kept {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Test
    void whatAnInterfaceSaysIsHeard() {
        DataMap map = map(Guest.class, Paper.class);

        assertThat(column(map, "Guest", "mail").category()).isEqualTo(DataCategory.EMAIL);
        assertThat(map.table("Paper").orElseThrow().owners())
                .extracting(Ownership::onErasure)
                .containsExactly(RowAction.ANONYMISE);
    }

    @Entity(name = "Patient")
    @DataSubject
    static class Patient {
        @Id
        Long id;

        @PersonalData(DataCategory.HEALTH)
        String illness;

        @NotPersonal
        String getIllness() {
            return illness;
        }

        @PersonalData(DataCategory.EMAIL)
        String mail;

        @PersonalData(DataCategory.EMAIL)
        String getMail() {
            return mail;
        }
    }

    @Test
    void aFieldAndItsGetterThatContradictAreRefused() {
        assertOneFinding(findings(Patient.class), "Patient.illness: its field and its getter", "contradict");
    }

    @MappedSuperclass
    @NotPersonal("technical")
    abstract static class Tracked {
        @Id
        Long id;

        String host;
    }

    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor extends Tracked {
        String surname;
    }

    @Test
    void whatAMappedSuperclassIsSaidNotToHoldItsHeirsMayHold() {
        DataMap map = map(Visitor.class);

        assertThat(column(map, "Visitor", "host").classification()).isEqualTo(Classification.NOT_PERSONAL);
        assertThat(map.unclassified()).containsExactly("Visitor.surname");
    }

    static class Preferences {
        @PersonalData(DataCategory.HEALTH)
        public String diet;
    }

    @Entity(name = "Diner")
    @DataSubject
    @NotPersonal("looked at")
    static class Diner {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Preferences preferences;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, List<Preferences>> former;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> colours;

        @NotPersonal("as said here")
        @JdbcTypeCode(SqlTypes.JSON)
        Preferences spoken;
    }

    @Test
    void theWordOfAClassDoesNotCoverAValueWhosePartsAreSaidToBePersonal() {
        assertThat(map(Diner.class).unclassified()).containsExactlyInAnyOrder("Diner.preferences", "Diner.former");
    }

    private static MappedColumn column(DataMap map, String table, String column) {
        return map.table(table).orElseThrow().columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
