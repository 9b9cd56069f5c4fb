package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Whoever is taken along by another's erasure is erased as well, and so is what mentions that person. */
class MentionsTakenAlongTest extends ErasureContract {

    @Entity(name = "Client")
    @DataSubject
    @ReferredToBy(columns = "asked_by", attribute = "email")
    @Retention(rule = "old clients", start = "since", period = "P1Y", action = RowAction.DELETE)
    static class Client {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        LocalDate since;

        Client() {}

        Client(long id, int year) {
            this.id = id;
            this.email = "client" + id + "@a.example";
            this.since = LocalDate.of(year, 1, 15);
        }
    }

    /** One person with the client. */
    @Entity(name = "Agent")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SubjectPath("client")
    @ReferredToBy(columns = "planned_by")
    static class Agent {
        @Id
        Long id;

        @OneToOne
        Client client;

        @PersonalData(DataCategory.USER_NAME)
        String login;

        Agent() {}

        Agent(long id, Client client) {
            this.id = id;
            this.client = client;
            this.login = "agentlogin" + id;
        }
    }

    /** Another person, who goes with the client. */
    @Entity(name = "Ward")
    @DataSubject
    @SubjectPath("guardian")
    @ReferredToBy(columns = "drawn_by", attribute = "login")
    static class Ward {
        @Id
        Long id;

        @ManyToOne
        Client guardian;

        @Column(unique = true)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Ward() {}

        Ward(long id, Client guardian) {
            this.id = id;
            this.guardian = guardian;
            this.login = "wardlogin" + id;
        }
    }

    @Entity(name = "Sketch")
    static class Sketch {
        @Id
        Long id;

        @Column(name = "asked_by")
        String askedBy;

        @Column(name = "planned_by")
        Long plannedBy;

        @Column(name = "drawn_by")
        String drawnBy;

        Sketch() {}

        Sketch(long id) {
            this.id = id;
            this.askedBy = "client" + id + "@a.example";
            this.plannedBy = id + 10;
            this.drawnBy = "wardlogin" + (id + 20);
        }
    }

    private Population people() {
        Population p = population(Client.class, Agent.class, Ward.class, Sketch.class);
        Client anna = new Client(1, 2001);
        Client bert = new Client(2, 2026);
        p.save(anna, bert, new Agent(11, anna), new Agent(12, bert), new Ward(21, anna), new Ward(22, bert));
        p.save(new Sketch(1), new Sketch(2));
        return p;
    }

    private static final String BERTS = "sketch{asked_by=client2@a.example, drawn_by=wardlogin22, id=2, planned_by=12}";

    @Test
    void mentionsOfWhoeverIsTakenAlongAreOverwritten() {
        Population p = people();

        Erased erased = eraseWithoutResidue(p, Client.class, 1);

        assertThat(erased.after()).contains("sketch{id=1}", BERTS, "agent{id=11}");
        assertThat(erased.receipt().rows(Treatment.ANONYMISED))
                .isEqualTo(erased.plan().rows(Treatment.ANONYMISED));
        assertThat(again(p, Client.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void soTheyAreFromTheOtherSide() {
        Population p = people();

        Erased erased = eraseWithoutResidue(p, Agent.class, 11);

        assertThat(erased.after()).contains("sketch{id=1}", BERTS);
    }

    @Test
    void whoeverIsNotTakenAlongKeepsTheirMentions() {
        Population p = people();

        Erased erased = eraseWithoutResidue(p, Ward.class, 21);

        assertThat(erased.after()).contains("sketch{asked_by=client1@a.example, id=1, planned_by=11}", BERTS);
    }

    @Test
    void anExpiringPersonTakesThemAlongToo() {
        Population p = people();

        p.rasura().retention().run("old clients");

        assertThat(p.dump()).contains("sketch{id=1}", BERTS);
    }
}
