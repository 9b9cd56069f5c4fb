package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.audit.SortedCopies.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs are merged into one order, however many there are and wherever they end. */
class SortedCopiesTest {

    @Test
    void runsAreMerged() {
        for (int size : new int[] {0, 1, 6, 7, 8, 14, 1_000, 5_003}) {
            Random random = new Random(size);
            List<Copy> expected = new ArrayList<>();
            try (SortedCopies copies = new SortedCopies(7 * 90)) {
                for (int i = 0; i < size; i++) {
                    byte[] hash = new byte[32];
                    random.nextBytes(hash);
                    Copy copy = Copy.of(new UUID(random.nextLong(), random.nextLong()), hash, random.nextBoolean());
                    copies.add(copy);
                    expected.add(copy);
                }
                copies.sort();
                expected.sort(null);
                for (Copy each : expected) {
                    Copy next = copies.next();
                    assertThat(next).isNotNull();
                    assertThat(next.bytes()).isEqualTo(each.bytes());
                }
                assertThat(copies.next()).isNull();
            }
        }
    }
}
