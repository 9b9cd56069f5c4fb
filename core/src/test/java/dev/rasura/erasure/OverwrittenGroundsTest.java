package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;

/** Grounds that decide by a value which the erasure overwrites: what they say before the work holds throughout. */
class OverwrittenGroundsTest extends ErasureContract {

    @Entity(name = "Associate")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retain(ground = "Membership", when = "resigned is null")
    static class Associate {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.OTHER)
        String resigned;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        Associate() {}

        Associate(long id, String resigned) {
            this.id = id;
            this.email = "associate" + id + "@a.example";
            this.resigned = resigned;
            this.phones.add("+4670111111" + id);
        }
    }

    @Test
    void aCollectionOfTheSubjectGoesThoughTheGroundHoldsOfTheOverwrittenRow() {
        Population p = population(Associate.class);
        p.save(new Associate(1, "moved"), new Associate(2, null));

        assertThat(eraseWithoutResidue(p, Associate.class, 1).gone())
                .containsExactly(
                        "associate_phones{associate_id=1, phones=+46701111111}",
                        "associate{email=associate1@a.example, id=1, resigned=moved}");
        assertThat(erase(p, Associate.class, 2).gone()).isEmpty();
    }

    @Entity(name = "Chronicled")
    @Audited
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retain(ground = "Membership", when = "resigned is null")
    static class Chronicled {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email = "first@a.example";

        @PersonalData(DataCategory.OTHER)
        String resigned = "moved";
    }

    @Test
    void theHistoryOfTheSubjectGoesToo() {
        try (Population p = EnversHistory.of(family, Chronicled.class)) {
            Chronicled anna = new Chronicled();
            anna.id = 1L;
            p.save(anna);
            p.inTransaction(session -> session.find(Chronicled.class, 1L).email = "second@a.example");

            assertThat(eraseWithoutResidue(p, Chronicled.class, 1).after().toString())
                    .doesNotContain("@a.example");
        }
    }

    @Entity(name = "Ally")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Ally {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Ally() {}

        Ally(long id) {
            this.id = id;
            this.email = "ally" + id + "@a.example";
        }
    }

    @Entity(name = "Pact")
    @Inheritance(strategy = InheritanceType.JOINED)
    @OnErasure(RowAction.ANONYMISE)
    static class Pact {
        @Id
        Long id;

        @ManyToOne
        Ally ally;

        @PersonalData(DataCategory.EMAIL)
        String signedAs;
    }

    @Entity(name = "Treaty")
    @Retain(ground = "In force", when = "ended is null")
    static class Treaty extends Pact {
        @PersonalData(DataCategory.OTHER)
        String ended;

        Treaty() {}

        Treaty(long id, Ally ally, String ended) {
            this.id = id;
            this.ally = ally;
            this.signedAs = "signed" + id + "@a.example";
            this.ended = ended;
        }
    }

    @Test
    void aGroundOfAnHeirKeepsNoRowThatIsOverwrittenInTheHeirsTable() {
        Population p = population(Ally.class, Pact.class, Treaty.class);
        Ally anna = new Ally(1);
        p.save(anna, new Treaty(1, anna, "moved"), new Treaty(2, anna, null));

        assertThat(eraseWithoutResidue(p, Ally.class, 1).gone())
                .containsExactly(
                        "ally{email=ally1@a.example, id=1}",
                        "pact{ally_id=1, id=1, signedas=signed1@a.example}",
                        "treaty{ended=moved, id=1}");
    }

    @Entity(name = "Errand")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Running", when = "finished is null")
    static class Errand {
        @Id
        Long id;

        @ManyToOne
        Ally ally;

        @PersonalData(DataCategory.EMAIL)
        String signedAs;

        @PersonalData(DataCategory.OTHER)
        String finished;

        @NotPersonal
        String remark;

        @PersonalData(value = DataCategory.PHONE, onErasure = Strategy.KEEP, reason = "a hotline")
        String hotline = "+46709999999";

        Errand() {}

        Errand(long id, Ally ally, String finished, String remark) {
            this.id = id;
            this.ally = ally;
            this.signedAs = "signed" + id + "@a.example";
            this.finished = finished;
            this.remark = remark;
        }
    }

    @Test
    void whatIsLeftInAnOverwrittenRowIsNoneOfTheGroundsThatHoldOfItNow() {
        Population p = population(Ally.class, Errand.class);
        Ally anna = new Ally(1);
        Ally bert = new Ally(2);
        p.save(anna, new Errand(1, anna, "done", "ask signed1@a.example"), new Errand(2, anna, null, "none"));
        p.save(bert, new Errand(3, bert, "done", "none"), new Errand(4, bert, null, "ask signed4@a.example"));

        assertThat(p.erase(Ally.class, 1).attestation().result()).isEqualTo(Attestation.Result.FOUND);
        assertThat(eraseWithoutResidue(p, Ally.class, 2).attestation().retained())
                .isPositive();
    }
}
