package dev.rasura.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random models with random rows: everybody in them is erased, and a second reading of the rules says what must be left.
 *
 * <p>{@code -Dgenerated.seed=17} runs one model alone and prints it; {@code -Dgenerated.models=5000} runs more of them, and
 * {@code -Dgenerated.first} says where to begin.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS) // Each model has a limit of its own.
class GeneratedModelsTest {

    private static final Duration EACH = Duration.ofMinutes(4);
    private static final int AT_ONCE = 50;
    private static final int PRINTED = 3;

    @Test
    void onH2NothingIsLeftOfThemAndNobodyElseIsTouched() {
        run(DatabaseFamily.H2, models());
    }

    @Test
    void onPostgresqlNothingIsLeftOfThemAndNobodyElseIsTouched() {
        run(DatabaseFamily.POSTGRESQL, models() / 16);
    }

    /** Of which two hundred are erased; the others are refused at start. */
    static int models() {
        return Integer.getInteger("generated.models", 250);
    }

    static void run(DatabaseFamily family, int number) {
        long first = Long.getLong("generated.first", 1);
        Long only = Long.getLong("generated.seed");
        List<Long> seeds = only != null
                ? List.of(only)
                : LongStream.range(first, first + number).boxed().toList();
        // The server is started on nobody's time.
        TestDatabases.of(family).close();
        Tally tally = new Tally();
        for (int from = 0; from < seeds.size(); from += AT_ONCE) {
            List<Model> models = seeds.subList(from, Math.min(seeds.size(), from + AT_ONCE)).stream()
                    .map(ModelGenerator::draw)
                    .toList();
            ModelClasses classes = ModelClasses.compile(models);
            for (Model model : models) {
                if (only != null) {
                    System.out.println(SourceWriter.write(model));
                }
                tally.run(model, classes, family);
            }
        }
        System.out.println("Generated models " + seeds.get(0) + " to " + seeds.get(seeds.size() - 1) + " on " + family
                + ": " + tally);
        assertThat(tally.failures).as(tally.toString()).isEmpty();
        // Of a few models, chance says too much.
        assertThat(seeds.size() < AT_ONCE || tally.refused * 3 < seeds.size())
                .as("most models can be erased: " + tally)
                .isTrue();
    }

    private static final class Tally {
        private int accepted;
        private int refused;
        private int erasures;
        private int refusals;
        private final Map<String, Integer> reasons = new TreeMap<>();
        private final List<String> failures = new ArrayList<>();

        void run(Model model, ModelClasses classes, DatabaseFamily family) {
            try {
                ModelRun.Result result = assertTimeoutPreemptively(EACH, () -> ModelRun.of(model, classes, family));
                if (result.outcome() == ModelRun.Outcome.REFUSED) {
                    refused++;
                    result.findings().stream()
                            .map(Tally::reason)
                            .distinct()
                            .forEach(r -> reasons.merge(r, 1, Integer::sum));
                } else {
                    accepted++;
                    erasures += result.erasures();
                    refusals += result.refusals();
                }
            } catch (AssertionError | RuntimeException e) {
                String message = String.valueOf(e);
                failures.add("seed " + model.seed + ": " + message.substring(0, Math.min(message.length(), 3_000)));
                if (failures.size() <= PRINTED) {
                    System.out.println("Seed " + model.seed + " fails: " + message + "\n" + SourceWriter.write(model));
                }
            }
        }

        private static String reason(String finding) {
            String text = finding.substring(finding.indexOf(": ") + 2);
            return text.replaceAll("\\d+ characters|smallint|varchar\\(\\d+\\)", "_")
                    .replaceAll("[A-Z][A-Za-z0-9]*\\d[A-Za-z0-9.]*|\\[[^\\]]*\\]|[a-z]+\\d+[a-z0-9_.]*", "_")
                    .substring(0, Math.min(70, text.length() / 2));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(accepted + " erased (" + erasures + " erasures, " + refusals
                    + " refused), " + refused + " models refused at start, " + failures.size() + " failed");
            reasons.forEach((reason, times) ->
                    text.append("\n  ").append(times).append(" x ").append(reason));
            return text.toString();
        }
    }
}
