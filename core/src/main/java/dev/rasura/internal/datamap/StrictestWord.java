package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Holding;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which of several things that are said of a personal column counts: that it is a secret, else that it is distinctive, else
 * that it is of a special category (GDPR Art. 9(1)), else the first. The others are held in it as well.
 */
final class StrictestWord {

    private StrictestWord() {}

    /** @param personal what is said, at least once */
    static ColumnPlan of(List<ColumnPlan> personal) {
        ColumnPlan strictest = Stream.<Predicate<DataCategory>>of(
                        DataCategory::secret, DataCategory::distinctive, DataCategory::special)
                .flatMap(stricter -> personal.stream().filter(plan -> stricter.test(category(plan))))
                .findFirst()
                .orElse(personal.get(0));
        Stream<Holding> held =
                personal.stream().flatMap(plan -> Stream.concat(Stream.of(holding(plan)), plan.also().stream()));
        return strictest.alsoHolding(held.filter(holding -> !holding.equals(holding(strictest)))
                .distinct()
                .toList());
    }

    private static Holding holding(ColumnPlan plan) {
        return new Holding(category(plan), plan.terms());
    }

    private static DataCategory category(ColumnPlan plan) {
        return Objects.requireNonNull(plan.category());
    }
}
