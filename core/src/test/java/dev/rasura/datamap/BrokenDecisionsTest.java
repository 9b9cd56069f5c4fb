package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import org.hibernate.annotations.GeneratedColumn;
import org.junit.jupiter.api.Test;

/** Conditions by which something is kept, and of which the same erasure changes what they ask. */
class BrokenDecisionsTest {

    @Entity(name = "Payer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Payer {
        @Id
        Long id;

        @PersonalData(value = DataCategory.PHONE, keepWhen = "agreement_id is not null", reason = "claims are pursued")
        String phone;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @NotPersonal("the agreement refers to the payer")
        Agreement agreement;
    }

    @Entity(name = "Agreement")
    static class Agreement {
        @Id
        Long id;

        @ManyToOne
        Payer payer;
    }

    @Test
    void aValueCannotBeKeptForAReferenceToARowThatGoes() {
        assertOneFinding(
                findings(Payer.class, Agreement.class),
                "Payer.phone",
                "keepWhen names agreement_id, which the erasure sets to null");
    }

    @Entity(name = "Client")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMPLOYMENT)
        String position;
    }

    @Entity(name = "Suit")
    static class Suit {
        @Id
        Long id;

        @ManyToOne
        Client client;
    }

    @Entity(name = "Exhibit")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("client")
    @Retain(ground = "Part of a suit", when = "suit_id is not null")
    static class Exhibit {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @ManyToOne
        Suit suit;
    }

    @Entity(name = "Lease")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "In dispute", when = "id in (select d.lease_id from Dispute d)")
    @Retain(ground = "A judge's", when = "client_id in (select c.id from Client c where c.position = 'judge')")
    static class Lease {
        @Id
        Long id;

        @ManyToOne
        Client client;
    }

    @Entity(name = "Dispute")
    static class Dispute {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Lease lease;
    }

    @Test
    void aGroundCannotDecideByWhatTheErasureTakesFromItsRowsAndFromOthers() {
        List<String> findings = findings(Client.class, Suit.class, Exhibit.class, Lease.class, Dispute.class);

        assertThat(findings).hasSize(3);
        assertFinding(
                findings, "Exhibit: the ground 'Part of a suit' decides by suit_id, which the erasure sets to null");
        assertFinding(findings, "Lease: the ground 'In dispute' decides by rows of Dispute, which are deleted");
        assertFinding(findings, "Lease: the ground 'A judge's' decides by Client.position, which is overwritten");
    }

    @Entity(name = "Trial")
    @Retain(ground = "Pending", when = "ended = false")
    static class Trial {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @NotPersonal
        boolean ended;
    }

    @Entity(name = "Proof")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("client")
    @Retain(ground = "Pending", when = "trial_id in (select t.id from Trial t where t.ended = false)")
    static class Proof {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @ManyToOne
        Trial trial;
    }

    @Test
    void itMayDecideByRowsThatAreRetainedThemselves() {
        assertThat(map(Client.class, Trial.class, Proof.class)
                        .table("Proof")
                        .orElseThrow()
                        .grounds())
                .extracting(Ground::ground)
                .containsExactly("Pending");
    }

    @Entity(name = "Listener")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Listener {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.EMAIL)
        @GeneratedColumn("lower(email)")
        String folded;

        @PersonalData(value = DataCategory.PHONE, keepWhen = "folded like '%.example'", reason = "of the station")
        String phone;
    }

    @Test
    void aValueCannotBeKeptForOneThatIsComputedFromWhatIsOverwritten() {
        assertOneFinding(
                findings(Listener.class), "Listener.phone", "keepWhen names folded, which the database computes anew");
    }
}
