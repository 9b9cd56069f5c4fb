package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.RasuraException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionConflictException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.erasure.Lending.Event;
import dev.rasura.erasure.Lending.Patron;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
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
        p = Population.of(family, faults, Lending.MODEL);
        Lending.fill(p);
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
        assertThat(p.database().count("rasura_sweep")).isZero();
        assertThat(p.database().count("rasura_found_row")).isZero();
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
