package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StagingCounterTest {

    private final StagingCounter counter = new StagingCounter();

    private long rolledBack() {
        long number = counter.take();
        counter.settle(number, false);
        return number;
    }

    private long committed() {
        long number = counter.take();
        counter.settle(number, true);
        return number;
    }

    private StagingCounter.Settlement tell() {
        StagingCounter.Settlement due = Objects.requireNonNull(counter.due());
        counter.told(due, committed());
        return due;
    }

    @Test
    void withNothingRecordedOrNothingNewThereIsNothingToTell() {
        assertThat(counter.due()).isNull();
        committed();
        tell();
        assertThat(counter.due()).isNull();
    }

    @Test
    void rolledBackNumbersAreToldOnceAndUndecidedOnesUntilTheyEnd() {
        long open = counter.take();
        rolledBack();
        StagingCounter.Settlement first = tell();
        assertThat(first.undecided()).hasToString("1");
        assertThat(first.rolledBack()).hasToString("2");
        assertThat(counter.due()).isNull();
        counter.settle(open, false);
        StagingCounter.Settlement second = tell();
        assertThat(second.undecided().isEmpty()).isTrue();
        assertThat(second.rolledBack()).hasToString("1");
    }

    @Test
    void aNumberThatRollsBackWhileAHeartbeatIsWrittenIsToldByTheNext() {
        long open = counter.take();
        StagingCounter.Settlement due = Objects.requireNonNull(counter.due());
        long heartbeat = counter.take();
        counter.settle(open, false);
        counter.settle(heartbeat, true);
        counter.told(due, heartbeat);
        assertThat(due.undecided()).hasToString("1");
        assertThat(tell().rolledBack()).hasToString("1");
    }

    @Test
    void theFirstWordOnANumberStands() {
        long number = counter.take();
        counter.settle(number, false);
        counter.settle(number, true);
        assertThat(tell().rolledBack()).hasToString("1");
    }

    @Test
    void whatDoesNotFitIntoOneHeartbeatIsToldInSeveral() {
        for (int i = 0; i < 3_000; i++) {
            rolledBack();
            committed();
        }
        NumberRanges told = new NumberRanges();
        int heartbeats = 0;
        StagingCounter.Settlement settlement;
        do {
            settlement = tell();
            assertThat(settlement.rolledBack().toString().length()).isLessThanOrEqualTo(5_000);
            told.addAll(settlement.rolledBack());
            heartbeats++;
        } while (settlement.more());
        assertThat(heartbeats).isGreaterThan(1);
        for (long number = 1; number <= 6_000; number++) {
            assertThat(told.contains(number)).isEqualTo(number % 2 == 1);
        }
    }

    @Test
    void rangesAreASetOfNumbers() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            NumberRanges ranges = new NumberRanges();
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 30; i++) {
                long from = random.nextInt(60);
                long to = from + random.nextInt(4);
                ranges.add(from, to);
                for (long n = from; n <= to; n++) {
                    model.add(n);
                }
            }
            NumberRanges others = new NumberRanges();
            for (int i = 0; i < 10; i++) {
                long from = random.nextInt(70);
                others.add(from, from + random.nextInt(6));
            }
            NumberRanges read = NumberRanges.parse(ranges.toString());
            long cut = random.nextInt(60);
            for (long n = 0; n < 70; n++) {
                assertThat(ranges.contains(n)).isEqualTo(model.contains(n));
                assertThat(read.contains(n)).isEqualTo(model.contains(n));
                assertThat(ranges.without(others).contains(n)).isEqualTo(model.contains(n) && !others.contains(n));
                assertThat(ranges.upTo(cut).contains(n)).isEqualTo(n <= cut && model.contains(n));
                assertThat(ranges.above(cut).contains(n)).isEqualTo(n > cut && model.contains(n));
            }
        }
        NumberRanges merged = new NumberRanges();
        merged.add(3);
        merged.add(5);
        merged.add(4);
        merged.add(9);
        assertThat(merged).hasToString("3-5,9");
    }
}
