package dev.rasura.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.TableCount;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import dev.rasura.testing.TestDatabase;
import dev.rasura.zoo.People.Citizen;
import dev.rasura.zoo.People.Clerk;
import dev.rasura.zoo.People.Councillor;
import dev.rasura.zoo.Things.Deed;
import dev.rasura.zoo.Things.Lodger;
import dev.rasura.zoo.Things.Poet;
import dev.rasura.zoo.Things.Trader;
import dev.rasura.zoo.Things.Volunteer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole zoo at once. What map, plan and erasure must be stands in text files beside this class, the same for every
 * database; what came out instead is written under {@code target/zoo}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
class ZooTest {

    private static final Map<DatabaseFamily, Population> POPULATIONS = new java.util.EnumMap<>(DatabaseFamily.class);

    @Parameter
    DatabaseFamily family;

    private Population town;

    @BeforeEach
    void fill() {
        town = POPULATIONS
                .computeIfAbsent(
                        family,
                        f -> Population.of(
                                f,
                                Map.of(
                                        "hibernate.tenant_identifier_resolver",
                                        new OneTown(),
                                        "hibernate.type.java_time_use_direct_jdbc",
                                        true,
                                        "hibernate.temporal.table_strategy",
                                        "HISTORY_TABLE",
                                        TestDatabase.ORM_XML,
                                        Annex.FILES),
                                List.of(),
                                Annex::classify,
                                Town.ENTITIES))
                .emptied();
        town.inTransaction(Town::fill);
        // A second state of all that has a history.
        town.inTransaction(
                s -> s.createSelectionQuery("from Deed", Deed.class).list().forEach(deed -> deed.acres++));
        town.inTransaction(Annex::change);
    }

    @AfterAll
    static void close() {
        POPULATIONS.values().forEach(Population::close);
        POPULATIONS.clear();
    }

    static final class OneTown implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "north";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @Test
    void everyColumnOfEveryTableIsInTheMap() {
        List<String> lines = new ArrayList<>();
        for (MappedTable table : town.rasura().dataMap().tables()) {
            lines.add(lower(table.name()) + " = " + table.entities());
            table.owners()
                    .forEach(o -> lines.add("  of " + o.subjectType() + " by " + o.path() + ": " + o.onErasure()));
            table.grounds().forEach(g -> lines.add("  kept: " + g.ground()));
            table.columns().stream().map(ZooTest::line).sorted().forEach(lines::add);
        }
        expect("map", lines);
        town.rasura().dataMap().assertComplete();
    }

    private static String line(MappedColumn column) {
        return "    " + lower(column.name()) + ": " + column.classification()
                + (column.category() == null ? "" : " " + column.category())
                + (column.onErasure() == null ? "" : ", " + column.onErasure().describe());
    }

    @Test
    void aCitizenIsAnonymised() {
        expect("citizen", erase(Citizen.class, 1));
    }

    @Test
    void anHeirIsAnonymisedByTheNameOfItsSubject() {
        expect("councillor", erase(Citizen.class, 3));
        assertThat(town.<Councillor>fromTransaction(s -> s.find(Councillor.class, 3L)).seat)
                .isNull();
    }

    @Test
    void aTraderOfOneOfSeveralTablesIsAnonymised() {
        expect("grocer", erase(Trader.class, 1));
    }

    @Test
    void aLodgerWithAKeyOfTwoColumnsIsDeleted() {
        expect("lodger", erase(SubjectRef.ofParts(Lodger.class, Map.of("house", "Harbour", "room", 1))));
    }

    @Test
    void aPoetWhoseKeyIsAPenNameGetsAnother() {
        expect("poet", erase(SubjectRef.of(Poet.class, "sappho")));
        assertThat(town.rasura()
                        .erasure()
                        .erase(SubjectRef.of(Poet.class, "sappho"))
                        .outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void aVolunteerIsErasedTogetherWithTheCitizenWhoTheyAre() {
        expect("volunteer", erase(Volunteer.class, 1));
    }

    @Test
    void aClerkIsDeleted() {
        expect("clerk", erase(Clerk.class, 1));
    }

    /** What was planned and done, and every row that is not as it was. */
    private List<String> erase(Class<?> type, long id) {
        return erase(SubjectRef.of(type, id));
    }

    private List<String> erase(SubjectRef subject) {
        Erased erased = town.erase(subject);
        assertThat(counts(erased.receipt().tables()))
                .isEqualTo(counts(erased.plan().tables()));
        assertThat(erased.attestation().finds()).isEmpty();
        assertThat(erased.attestation().skipped()).isEmpty();
        assertThat(erased.attestation().result()).isEqualTo(Attestation.Result.NONE_FOUND);
        List<String> lines = new ArrayList<>(counts(erased.plan().tables()));
        erased.gone().forEach(row -> add(lines, "- " + row));
        erased.came().forEach(row -> add(lines, "+ " + row));
        return lines;
    }

    /** Databases write JSON with and without spaces, and only PostgreSQL counts large objects. */
    private static void add(List<String> lines, String row) {
        if (!row.contains("large objects")) {
            lines.add(row.replace("\": ", "\":")
                    .replace(", \"", ",\"")
                    .replaceAll("\\brev=\\d+", "rev=N")
                    .replaceAll("\\b(effective|superseded)=[^,}]*", "$1=TIME"));
        }
    }

    /** Rows by table, treatment and ground, with the columns concerned. */
    private static List<String> counts(List<TableCount> counts) {
        Map<String, Long> rows = new TreeMap<>();
        Map<String, Set<String>> columns = new TreeMap<>();
        for (TableCount count : counts) {
            String what = lower(count.table()) + " " + count.treatment()
                    + (count.ground() == null ? "" : " (" + count.ground() + ")");
            rows.merge(what, count.rows(), Long::sum);
            Set<String> named = columns.computeIfAbsent(what, w -> new TreeSet<>());
            count.columns().forEach(column -> named.add(lower(column)));
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((what, n) -> {
            if (n > 0) {
                lines.add(what + ": " + n + " " + Objects.requireNonNull(columns.get(what)));
            }
        });
        return lines;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void expect(String name, List<String> lines) {
        try {
            Path actual = Files.createDirectories(Path.of("target", "zoo", family.toString()))
                    .resolve(name + ".txt");
            Files.write(actual, lines);
            try (InputStream in = ZooTest.class.getResourceAsStream(name + ".txt")) {
                Objects.requireNonNull(in, () -> "nothing is expected of " + name + " yet");
                assertThat(String.join("\n", lines))
                        .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
