package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an erasure promises, on every database. Each theme is a class of its own with a tiny model, run once for each
 * database; the whole database is compared before and after, so that what is not named has not changed.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class ErasureContract {

    private static final Population.Cache POPULATIONS = new Population.Cache();

    @Parameter
    DatabaseFamily family;

    @AfterAll
    static void close() {
        POPULATIONS.close();
    }

    Population population(Class<?>... entities) {
        return POPULATIONS.of(family, entities);
    }

    boolean postgresql() {
        return family == DatabaseFamily.POSTGRESQL;
    }

    /** Erases, and holds plan, receipt and residue scan against each other. */
    static Erased erase(Population population, Class<?> type, Object id) {
        return erase(population, SubjectRef.of(type, id));
    }

    /** As {@link #erase(Population, Class, Object)}. */
    static Erased erase(Population population, SubjectRef subject) {
        Erased erased = population.erase(subject);
        assertThat(erased.receipt().outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(erased.receipt().planHash()).isEqualTo(erased.plan().hash());
        assertThat(rows(erased.receipt().tables()))
                .as("the receipt counts what the plan counted")
                .isEqualTo(rows(erased.plan().tables()));
        assertThat(erased.attestation().finds()).as("finds").isEmpty();
        assertThat(erased.attestation().skipped()).as("skipped").isEmpty();
        return erased;
    }

    /** As {@link #erase(Population, Class, Object)}; with residue scan that had something to look for and found nothing. */
    static Erased eraseWithoutResidue(Population population, Class<?> type, Object id) {
        return eraseWithoutResidue(population, SubjectRef.of(type, id));
    }

    /** As {@link #eraseWithoutResidue(Population, Class, Object)}. */
    static Erased eraseWithoutResidue(Population population, SubjectRef subject) {
        Erased erased = erase(population, subject);
        assertThat(erased.attestation().result()).isEqualTo(Attestation.Result.NONE_FOUND);
        return erased;
    }

    /** Rows by table and treatment, as {@code note DELETED}, without zeroes. */
    static Map<String, Long> rows(List<TableCount> counts) {
        Map<String, Long> rows = new TreeMap<>();
        counts.stream()
                .filter(c -> c.rows() > 0)
                .forEach(c -> rows.merge(c.table() + " " + c.treatment(), c.rows(), Long::sum));
        return rows;
    }

    /** The rows of one table, of those of a dump. */
    static List<String> of(List<String> rows, String table) {
        return rows.stream().filter(r -> r.startsWith(table + "{")).toList();
    }

    static ErasureReceipt again(Population population, Class<?> type, Object id) {
        return population.rasura().erasure().erase(SubjectRef.of(type, id));
    }
}
