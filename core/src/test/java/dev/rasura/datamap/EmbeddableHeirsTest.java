package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;

/** Embeddables with heirs, whose parts lie side by side in one row. */
class EmbeddableHeirsTest {

    @Embeddable
    @DiscriminatorColumn(name = "kind")
    static class Contact {
        @NotPersonal
        String label;
    }

    @Embeddable
    static class Shop extends Contact {
        @NotPersonal("public")
        @Column(name = "line")
        String line;
    }

    @Embeddable
    static class Home extends Contact {
        @Column(name = "line")
        String line;
    }

    @Embeddable
    static class Phone extends Contact {
        @PersonalData(DataCategory.PHONE)
        String number;
    }

    @Embeddable
    static class Mobile extends Phone {
        @NotPersonal
        String operator;
    }

    @Entity(name = "Caller")
    @DataSubject
    static class Caller {
        @Id
        Long id;

        Contact contact;
    }

    @Test
    void aPartThatSeveralHeirsDeclareIsRefused() {
        assertOneFinding(
                findings(Caller.class, Contact.class, Shop.class, Home.class),
                "attribute Caller.contact.line is declared by",
                "Shop",
                "Home",
                "Declare it once");
    }

    @Test
    void aPartOfOneHeirIsHeard() {
        DataMap map = map(Caller.class, Contact.class, Phone.class, Mobile.class);

        assertThat(map.unclassified()).isEmpty();
    }
}
