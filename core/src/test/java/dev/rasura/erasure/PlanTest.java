package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.PlanDriftException;
import dev.rasura.PlanDriftException.Drift;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.Overwrite;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan is approved by a person, waits somewhere, and is carried out only as it was approved. */
class PlanTest extends ErasureContract {

    @Entity(name = "Patron")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patron {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEYED_HASH)
        String login;

        @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE)
        LocalDate born;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEEP, reason = "a size | no name")
        String size;

        Patron() {}

        Patron(long id) {
            this.id = id;
            this.email = "patron" + id + "@a.example";
            this.login = "patron" + id;
            this.born = LocalDate.of(1970, 5, 17);
            this.size = "XL";
        }
    }

    @Entity(name = "Receipted")
    @OnErasure(RowAction.DELETE)
    @Retain(
            ground = "Books are kept (Art. 17(3)(b))",
            when = "amount > 0",
            until = "the end of the tenth year",
            start = "issued",
            period = "P10Y")
    static class Receipted {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @NotPersonal
        LocalDate issued;

        @NotPersonal
        int amount;

        Receipted() {}

        Receipted(long id, Patron patron, LocalDate issued, int amount) {
            this.id = id;
            this.patron = patron;
            this.issued = issued;
            this.amount = amount;
        }
    }

    private static final SubjectRef ANNA = SubjectRef.of(Patron.class, 1);

    private Population patrons() {
        Population p = population(Patron.class, Receipted.class);
        Patron anna = new Patron(1);
        p.save(
                anna,
                new Receipted(1, anna, LocalDate.of(2020, 2, 29), 10),
                new Receipted(2, anna, LocalDate.of(2021, 3, 31), 10),
                new Receipted(3, anna, LocalDate.of(2030, 3, 31), 0));
        return p;
    }

    /** As the database has it: between two time zones Hibernate and H2 may not agree on a day. */
    private static LocalDate lastDay(Population p) {
        return p.database()
                .query(LocalDate.class, "select max(issued) from Receipted where amount > 0")
                .plusYears(10);
    }

    @Test
    void aPlanFromJsonIsThePlanAndIsCarriedOut() {
        Population p = patrons();
        ErasurePlan plan = p.rasura().erasure().plan(ANNA);

        ErasurePlan read = ErasurePlan.fromJson(plan.toJson());

        assertThat(read).isEqualTo(plan);
        ErasureReceipt receipt = p.rasura().erasure().execute(read);
        assertThat(receipt.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(receipt.planHash()).isEqualTo(plan.hash());
        assertThat(receipt.subject()).isEqualTo(plan.pseudonym());
    }

    @Test
    void thePlanReadsAsAPersonApprovesIt() {
        Population p = patrons();

        String text = p.rasura().erasure().plan(ANNA).toText();

        assertThat(text)
                .contains("- subject: Patron ", "(pseudonym)")
                .contains("## Deleted: 1", "| Receipted | 1 |  |")
                .contains("## Anonymised: 1", "email: null")
                .contains("## Pseudonymised: 1", "| Patron | 1 | login: keyed hash (pseudonym) |")
                .contains("## Retained: 2")
                .contains("| Receipted | 2 | Books are kept (Art. 17(3)(b)) | the end of the tenth year, " + lastDay(p)
                        + " at the latest |")
                .contains("## What still links")
                .contains("| Patron.size | kept | a size \\| no name |")
                .contains("| Patron.login | pseudonym | keyed hash (pseudonym) |")
                .contains("| Patron.born | coarse | cut to its year |")
                .contains("| Receipted.patron_id | structure | refers to another row |")
                .contains("| Patron.email | null |")
                .doesNotContain("patron1")
                .doesNotContain("XL");
    }

    @Test
    void theDateToWhichRowsAreRetainedStandsOnTheReceiptToo() {
        Population p = patrons();

        ErasureReceipt receipt = p.rasura().erasure().erase(ANNA);

        assertThat(receipt.tables())
                .filteredOn(c -> c.treatment() == Treatment.RETAINED)
                .extracting(TableCount::untilDate)
                .containsExactly(lastDay(p));
        p.database().execute("update Patron set email = null");
        ErasureReceipt stored = p.rasura().erasure().erase(ANNA);
        assertThat(stored.tables()).isEqualTo(receipt.tables());
    }

    @Test
    void theHashCoversDecisionsAndNotCounts() {
        Population p = patrons();
        ErasurePlan before = p.rasura().erasure().plan(ANNA);
        p.database().execute("delete from Receipted");

        ErasurePlan after = p.rasura().erasure().plan(ANNA);

        assertThat(after.tables()).isNotEqualTo(before.tables());
        assertThat(after.hash()).isEqualTo(before.hash());
    }

    @Test
    void driftIsToldDecisionByDecision() {
        Population p = patrons();
        ErasurePlan approved = p.rasura().erasure().plan(ANNA);
        try (Rasura other = Population.rasura(p.factory(), map -> {
            map.entity(Patron.class).personal("email", DataCategory.EMAIL, Overwrite.withToken());
            map.entity(Patron.class).personal("size", DataCategory.OTHER, Overwrite.kept("it is a size"));
            map.entity(Receipted.class).retain(new Ground("A second ground", "amount = 0", ""));
        })) {

            assertThatThrownBy(() -> other.erasure().execute(approved))
                    .isInstanceOfSatisfying(PlanDriftException.class, e -> {
                        assertThat(e.drifts())
                                .filteredOn(d -> !d.about().equals("statements"))
                                .containsExactly(
                                        new Drift(
                                                PlanDriftException.Kind.CHANGED,
                                                "Patron.email",
                                                "null",
                                                "random token"),
                                        new Drift(
                                                PlanDriftException.Kind.CHANGED,
                                                "Patron.size",
                                                "kept: a size | no name",
                                                "kept: it is a size"),
                                        new Drift(
                                                PlanDriftException.Kind.ADDED,
                                                "Receipted: ground \"A second ground\"",
                                                null,
                                                "rows are retained where (amount = 0)"));
                        assertThat(e).hasMessageContaining("changed: Patron.email: null -> random token");
                    });
        }
        assertThat(p.database().query(String.class, "select email from Patron")).isEqualTo("patron1@a.example");
    }

    @Test
    void aDecisionThatIsGoneIsDriftAsWell() {
        Population p = patrons();
        ErasurePlan now = p.rasura().erasure().plan(ANNA);
        List<Decision> more = new ArrayList<>(now.decisions());
        more.add(0, new Decision("A: ground \"gone\"", "rows are retained"));
        ErasurePlan approved = withDecisions(now, more);

        assertThatThrownBy(() -> p.rasura().erasure().execute(approved))
                .isInstanceOfSatisfying(
                        PlanDriftException.class,
                        e -> assertThat(e.drifts())
                                .containsExactly(new Drift(
                                        PlanDriftException.Kind.REMOVED,
                                        "A: ground \"gone\"",
                                        "rows are retained",
                                        null)));
    }

    private static ErasurePlan withDecisions(ErasurePlan plan, List<Decision> decisions) {
        return new ErasurePlan(
                plan.subject(),
                plan.pseudonym(),
                plan.application(),
                plan.model(),
                dev.rasura.internal.erasure.PlanDecisions.hash(decisions),
                plan.plannedAt(),
                plan.erasedAt(),
                decisions,
                plan.tables(),
                plan.remaining(),
                plan.unclassified());
    }

    @Test
    void aPlanOfAnotherInstallationIsRefusedByName() {
        Population p = patrons();
        ErasurePlan plan = p.rasura().erasure().plan(ANNA);
        try (Rasura other = Rasura.builder(p.factory())
                .keys(KeyFile.ephemeral("elsewhere.example/audit"))
                .build()) {

            assertThatThrownBy(() -> other.erasure().execute(plan))
                    .isInstanceOf(PlanDriftException.class)
                    .hasMessageContaining("'" + plan.application() + "'")
                    .hasMessageContaining("elsewhere.example/audit")
                    .hasMessageContaining("another database");
        }
    }

    @Test
    void aPlanOfAnotherDatabaseWithTheSameKeysIsRefused() {
        Population p = patrons();
        ErasurePlan plan = p.rasura().erasure().plan(ANNA);
        try (Population other = Population.of(family, Patron.class, Receipted.class)) {
            other.save(new Patron(1));
            List<String> before = other.dump();
            assertThat(database(other)).isNotEqualTo(database(p));

            assertThatThrownBy(() -> other.rasura().erasure().execute(ErasurePlan.fromJson(plan.toJson())))
                    .isInstanceOf(PlanDriftException.class)
                    .hasMessageContaining("another database")
                    .hasMessageContaining(database(p))
                    .hasMessageContaining(database(other));
            assertThat(other.dump()).isEqualTo(before);
            assertThat(other.rasura().erasure().plan(ANNA).hash()).isNotEqualTo(plan.hash());
        }
    }

    private static String database(Population p) {
        return p.database()
                .query(UUID.class, "select database_id from rasura_schema_version")
                .toString();
    }

    @Test
    void anAlteredPlanIsRefused() {
        Population p = patrons();
        ErasurePlan plan = p.rasura().erasure().plan(ANNA);
        String json = plan.toJson();

        assertThatThrownBy(() ->
                        ErasurePlan.fromJson(json.replace("\"decision\":\"null\"", "\"decision\":\"kept: why not\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(plan.hash())
                .hasMessageContaining("altered");
        ErasurePlan anothers = ErasurePlan.fromJson(json.replace("\"id\":\"1\"", "\"id\":\"2\""));
        assertThatThrownBy(() -> p.rasura().erasure().execute(anothers))
                .isInstanceOf(PlanDriftException.class)
                .hasMessageContaining("altered");
        assertThatThrownBy(() -> ErasurePlan.fromJson(json.replace("erasure-plan/1", "erasure-plan/9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rasura/erasure-plan/9");
        assertThatThrownBy(() -> ErasurePlan.fromJson("{\"format\": \"rasura/erasure-plan/1\", \"subject\": 5}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no erasure plan");
        for (String more : List.of(" garbage", "{}", json)) {
            assertThatThrownBy(() -> ErasurePlan.fromJson(json + more))
                    .as(more)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no erasure plan");
        }
    }

    @Test
    void thePublishedSchemaNamesWhatAPlanHolds() throws IOException {
        Population p = patrons();
        JsonMapper mapper = JsonMapper.shared();
        JsonNode plan = mapper.readTree(p.rasura().erasure().plan(ANNA).toJson());
        try (InputStream in = Objects.requireNonNull(
                ErasurePlan.class.getResourceAsStream("/dev/rasura/schema/erasure-plan-1.schema.json"))) {
            JsonNode schema = mapper.readTree(in);

            List<String> treatments = new ArrayList<>();
            schema.at("/properties/tables/items/properties/treatment/enum").forEach(t -> treatments.add(t.asString()));
            assertThat(treatments)
                    .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.of(Treatment.values())
                            .map(Enum::name)
                            .toList());
            assertNames(schema, plan);
            assertNames(schema.at("/properties/subject"), plan.get("subject"));
            for (String list : List.of("decisions", "tables", "remaining")) {
                assertThat(plan.get(list).isEmpty()).isFalse();
                plan.get(list).forEach(item -> assertNames(schema.at("/properties/" + list + "/items"), item));
            }
        }
    }

    private static void assertNames(JsonNode schema, JsonNode value) {
        TreeSet<String> required = new TreeSet<>();
        schema.get("required").forEach(name -> required.add(name.asString()));
        assertThat(new TreeSet<>(value.propertyNames())).containsAll(required);
        assertThat(new TreeSet<>(schema.get("properties").propertyNames())).containsAll(value.propertyNames());
    }
}
