package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.RasuraException;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.OrderTest.Buyer;
import dev.rasura.erasure.OrderTest.Interview;
import dev.rasura.erasure.OrderTest.Meeting;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The connection is cut at every statement of erasures that copy rows under another key, or remember rows before the work. */
class CrashOfKeysTest extends ErasureContract {

    private interface Cut {
        void at(Faults faults, int statement);
    }

    private static final List<Cut> CUTS =
            List.of((faults, statement) -> faults.failAt(statement, Faults.Kind.CUT), Faults::cutAfter);

    @Test
    void aKeyThatIsReplacedIsReplacedEverywhereOrNowhere() {
        cutEverywhere(Accounts::fill, SubjectRef.of("Account", Accounts.LOGIN), 30, Accounts.MODEL);
    }

    @Test
    void rowsThatAreRememberedAreForgotten() {
        cutEverywhere(
                CrashOfKeysTest::interviews,
                SubjectRef.of(Buyer.class, 1),
                10,
                Buyer.class,
                Meeting.class,
                Interview.class);
    }

    private static void interviews(Population p) {
        Buyer anna = new Buyer(1, "anna@a.example");
        Buyer bert = new Buyer(2, "bert@b.example");
        p.save(anna, bert, new Interview(1, anna, "hers"), new Interview(2, bert, "his"));
    }

    private void cutEverywhere(Consumer<Population> fill, SubjectRef subject, int fewest, Class<?>... model) {
        List<String> uncut;
        try (Population p = Population.of(family, model)) {
            fill.accept(p);
            p.rasura().erasure().erase(subject);
            uncut = p.dump();
        }
        for (Cut cut : CUTS) {
            Faults faults = Faults.oneByOne();
            try (Population p = Population.of(family, faults, model)) {
                fill.accept(p);
                assertThat(cutEverywhere(p, faults, cut, subject)).isGreaterThan(fewest);
                faults.failAt(0, Faults.Kind.ERROR);
                assertThat(p.rasura().erasure().erase(subject).outcome())
                        .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
                assertThat(p.dump()).isEqualTo(uncut);
                assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
                assertThat(p.database().count("rasura_found_row")).isZero();
            }
        }
    }

    /** Until the erasure ends, or has been committed before the connection was gone. */
    private static int cutEverywhere(Population p, Faults faults, Cut cut, SubjectRef subject) {
        List<String> before = p.dump();
        for (int at = 1; ; at++) {
            cut.at(faults, at);
            try {
                p.rasura().erasure().erase(subject);
                return at;
            } catch (RasuraException e) {
                assertThat(faults.executed()).as("fails uncut: " + e).isGreaterThanOrEqualTo(at);
                faults.failAt(0, Faults.Kind.ERROR);
                if (p.database().count("rasura_erasure") > 0) {
                    return at;
                }
                assertThat(p.dump()).as("cut at " + at).isEqualTo(before);
                assertThat(p.database().count("rasura_found_row")).isZero();
                assertThat(p.database().count("rasura_sweep")).isZero();
            }
        }
    }
}
