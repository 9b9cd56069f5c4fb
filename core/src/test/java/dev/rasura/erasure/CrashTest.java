package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.RasuraException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionConflictException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.audit.AuditQuery;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The connection is cut at every statement in turn, before it and after it, and at the commit: all is as before, or all is
 * done; and whoever calls again finds it done.
 */
class CrashTest extends ErasureContract {

    @Entity(name = "Patron")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patron {
        @Id
        Long id;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.KEYED_HASH)
        String email;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        @Version
        int version;

        Patron() {}

        Patron(long id, String name) {
            this.id = id;
            this.name = name + " Example";
            this.email = name + "@p.example";
            phones.add("+491701234" + id);
        }
    }

    @Entity(name = "Item")
    @Inheritance(strategy = InheritanceType.JOINED)
    @OnErasure(RowAction.ANONYMISE)
    @SecondaryTable(name = "Item_more")
    static class Item {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @PersonalData(DataCategory.FREE_TEXT)
        String remark = "a remark";

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(table = "Item_more")
        String more = "and more";
    }

    @Entity(name = "Parcel")
    static class Parcel extends Item {
        @PersonalData(DataCategory.ADDRESS_LINE)
        String address = "Elm Street 7";

        Parcel() {}

        Parcel(long id, Patron patron) {
            this.id = id;
            this.patron = patron;
        }
    }

    @Entity(name = "Event")
    @SubjectPath("mail")
    static class Event {
        @Id
        Long id;

        @SoftReference(to = Patron.class, attribute = "email", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String mail;

        Event() {}

        Event(long id, String mail) {
            this.id = id;
            this.mail = mail;
        }
    }

    @Entity(name = "Loan")
    @Retain(ground = "not returned", when = "returned = false")
    @Retention(rule = "loans", start = "since", period = "P1Y")
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @NotPersonal
        LocalDate since = LocalDate.of(2020, 1, 1);

        @NotPersonal
        boolean returned;

        Loan() {}

        Loan(long id, Patron patron, boolean returned) {
            this.id = id;
            this.patron = patron;
            this.returned = returned;
        }
    }

    private static final Class<?>[] MODEL = {Patron.class, Item.class, Parcel.class, Event.class, Loan.class};
    private static final SubjectRef ANNA = SubjectRef.of(Patron.class, 1);

    private final Faults faults = faults();
    private Population p;
    private List<String> before;
    private long recorded;

    /** With every statement a round trip of its own. */
    Faults faults() {
        return Faults.oneByOne();
    }

    /** More than this are cut, one after the other. */
    int fewest() {
        return 15;
    }

    @BeforeEach
    void fill() {
        p = Population.of(family, faults, MODEL);
        Patron anna = new Patron(1, "Anna");
        Patron bert = new Patron(2, "Bert");
        p.save(anna, bert, new Parcel(1, anna), new Parcel(2, bert));
        p.save(new Event(1, "ANNA@p.example"), new Event(2, "bert@p.example"));
        p.save(new Loan(1, anna, false), new Loan(2, anna, true), new Loan(3, bert, true));
        before = p.dump();
        recorded = p.database().count("rasura_audit_staged");
    }

    @AfterEach
    void end() {
        faults.failAt(0, Faults.Kind.ERROR);
        p.close();
    }

    private interface Duty {
        void run();
    }

    /** Cuts one statement further on each time, until the duty ends; at the last but one, which is the commit, it is done. */
    private int cutEverywhere(boolean after, Duty duty, Duty unchanged) {
        for (int at = 1; ; at++) {
            if (after) {
                faults.cutAfter(at);
            } else {
                faults.failAt(at, Faults.Kind.CUT);
            }
            try {
                duty.run();
                return at - 1;
            } catch (RasuraException e) {
                int executed = endOfFault(at, e);
                if (after && isDone()) {
                    return executed;
                }
                unchanged.run();
            }
        }
    }

    /** How many statements there were; a duty that fails by itself, uncut, would be tried for ever. */
    private int endOfFault(int at, RasuraException failure) {
        int executed = faults.executed();
        faults.failAt(0, Faults.Kind.ERROR);
        if (executed < at) {
            throw new AssertionError("Fails after " + executed + " statements, of which none was cut.", failure);
        }
        return executed;
    }

    private boolean isDone() {
        return p.database().count("rasura_erasure") > 0;
    }

    private void unchanged() {
        assertThat(p.dump()).isEqualTo(before);
        assertThat(p.database().count("rasura_erasure")).isZero();
        assertThat(p.database().count("rasura_residue_watch")).isZero();
        assertThat(p.database().count("rasura_audit_staged")).isEqualTo(recorded);
    }

    private void erased() {
        faults.failAt(0, Faults.Kind.ERROR);
        ErasureReceipt again = p.rasura().erasure().erase(ANNA);
        assertThat(again.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
        assertThat(p.dump())
                .contains(
                        "patron{email=HASH, id=1, version=2}",
                        "item{id=1, patron_id=1}",
                        "parcel{id=1}",
                        "item_more{id=1}",
                        "event{id=2, mail=bert@p.example}")
                .anyMatch(r -> r.startsWith("loan{id=1, patron_id=1, returned=false"))
                .noneMatch(r -> r.contains("nna@") || r.startsWith("patron_phones{patron_id=1"));
    }

    @Test
    void cutBeforeAnyStatementNothingHasHappened() {
        int statements = cutEverywhere(false, () -> p.rasura().erasure().erase(ANNA), this::unchanged);
        assertThat(statements).isGreaterThan(fewest());
        erased();
    }

    @Test
    void cutAfterAnyStatementNothingHasHappenedAndAfterTheCommitAllHas() {
        int statements = cutEverywhere(true, () -> p.rasura().erasure().erase(ANNA), this::unchanged);
        assertThat(statements).isGreaterThan(fewest());
        erased();
    }

    @Test
    void theJoinedFormIsCutEverywhere() {
        int statements = cutEverywhere(
                false,
                () -> {
                    try (Session session = p.factory().openSession()) {
                        session.beginTransaction();
                        p.rasura().erasure().erase(ANNA, session);
                        faults.failAt(0, Faults.Kind.ERROR);
                        session.getTransaction().commit();
                    }
                },
                this::unchanged);
        assertThat(statements).isGreaterThan(fewest());
        erased();
    }

    @Test
    void anAttestationIsCutEverywhereAndTheValuesWaitUntilOneIsRecorded() {
        ErasureReceipt receipt = p.rasura().erasure().erase(ANNA);
        List<String> done = p.dump();
        for (int at = 1; ; at++) {
            faults.failAt(at, Faults.Kind.CUT);
            try {
                p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);
                break;
            } catch (RasuraException e) {
                endOfFault(at, e);
                assertThat(p.dump()).isEqualTo(done);
                assertThat(p.database().count("rasura_attestation")).isZero();
                assertThat(p.database().count("rasura_residue_watch")).isEqualTo(1);
            }
        }
        faults.failAt(0, Faults.Kind.ERROR);
        assertThat(p.database().count("rasura_attestation")).isEqualTo(1);
        assertThat(p.database().count("rasura_residue_watch")).isZero();
    }

    @Test
    void aSweepIsCutBeforeEveryStatement() {
        sweepCutEverywhere(false);
    }

    @Test
    void aSweepIsCutAfterEveryStatement() {
        sweepCutEverywhere(true);
    }

    /** It is done once, as a whole and with its event, or it waits. */
    private void sweepCutEverywhere(boolean after) {
        p.rasura().erasure().erase(ANNA);
        List<String> erased = p.dump();
        p.save(new Event(3, "ANNA@p.example"));
        List<String> late = p.dump();
        int waited = 0;
        boolean last = false;
        for (int at = 1; !last; at++) {
            if (after) {
                faults.cutAfter(at);
            } else {
                faults.failAt(at, Faults.Kind.CUT);
            }
            try {
                p.rasura().erasure().sweep();
            } catch (RasuraException e) {
                // Told by the database's state, below.
            }
            last = faults.executed() < at;
            faults.failAt(0, Faults.Kind.ERROR);
            boolean waits = p.database().count("rasura_sweep") == 1;
            waited += waits ? 1 : 0;
            assertThat(p.dump()).isEqualTo(waits ? late : erased);
            assertThat(p.rasura().audit().events(AuditQuery.all().ofType("erasure.swept")))
                    .hasSize(waits ? 0 : 1);
        }
        assertThat(waited).isGreaterThan(fewest());
        assertThat(p.database().count("rasura_sweep")).isZero();
    }

    @Test
    void theVictimOfADeadlockSweepsAnew() {
        p.rasura().erasure().erase(ANNA);
        List<String> erased = p.dump();
        p.save(new Event(3, "ANNA@p.example"));
        faults.deadlockAt(12);
        SweepRun run = p.rasura().erasure().sweep();
        faults.failAt(0, Faults.Kind.ERROR);
        assertThat(run.failed()).isEmpty();
        assertThat(run.sweeps())
                .singleElement()
                .satisfies(s -> assertThat(s.rows()).isEqualTo(1));
        assertThat(p.dump()).isEqualTo(erased);
    }

    @Test
    void aBatchOfRetentionIsCutEverywhere() {
        for (int at = 1; ; at++) {
            faults.failAt(at, Faults.Kind.CUT);
            try {
                p.rasura().retention().run("loans", RetentionOptions.defaults());
            } catch (RasuraException e) {
                endOfFault(at, e);
                continue;
            }
            if (faults.executed() < at) {
                break;
            }
        }
        faults.failAt(0, Faults.Kind.ERROR);
        p.rasura().retention().run("loans", RetentionOptions.defaults());
        assertThat(p.dump().stream().filter(r -> r.startsWith("loan")))
                .singleElement()
                .asString()
                .startsWith("loan{id=1, patron_id=1, returned=false");
        assertThat(p.dump()).contains("parcel{address=Elm Street 7, id=1}");
    }

    @Test
    void theVictimOfADeadlockBeginsAnew() {
        faults.deadlockAt(7);
        assertThat(p.rasura().erasure().erase(ANNA).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        erased();
    }

    @Test
    void inTheCallersTransactionADeadlockIsTheCallersToRepeat() {
        try (Session session = p.factory().openSession()) {
            session.beginTransaction();
            faults.deadlockAt(5);
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA, session))
                    .isInstanceOf(TransactionConflictException.class)
                    .hasMessageContaining("Roll back and repeat");
            faults.failAt(0, Faults.Kind.ERROR);
            session.getTransaction().rollback();
        }
        unchanged();
        p.rasura().erasure().erase(ANNA);
        erased();
    }
}
