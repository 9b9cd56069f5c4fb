package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Parts of a JSON document are overwritten by their path, and the rest stays. */
class JsonPartsTest extends ErasureContract {

    @Entity(name = "Holder")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Holder {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Holder() {}

        Holder(long id) {
            this.id = id;
            this.email = "holder" + id + "@a.example";
        }
    }

    @Entity(name = "Documented")
    @OnErasure(RowAction.ANONYMISE)
    static class Documented {
        @Id
        Long id;

        @ManyToOne
        Holder holder;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                json = {
                    @JsonPart(path = "$.name"),
                    @JsonPart(path = "$.mail", onErasure = Strategy.TOKEN),
                    @JsonPart(path = "$.born", onErasure = Strategy.GENERALISE),
                    @JsonPart(path = "$.joined", onErasure = Strategy.GENERALISE, precision = DatePrecision.MONTH),
                    @JsonPart(path = "$.income", onErasure = Strategy.GENERALISE, bucket = "1000"),
                    @JsonPart(path = "$.contacts[*].phone", onErasure = Strategy.CONSTANT, constant = "gone"),
                    @JsonPart(path = "$.contacts[*]['full name']", onErasure = Strategy.NULL),
                    @JsonPart(path = "$.tags[*]")
                },
                reason = "the plan of the contract names nobody")
        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Object> profile;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                json = @JsonPart(path = "$.login", onErasure = Strategy.KEYED_HASH),
                reason = "settings are no person's")
        @Column(length = 2000)
        String settings;

        @Version
        int version;

        Documented() {}

        Documented(long id, Holder holder, Map<String, Object> profile, String settings) {
            this.id = id;
            this.holder = holder;
            this.profile = profile;
            this.settings = settings;
        }
    }

    private static Map<String, Object> profile(String name) {
        return Map.of(
                "name",
                name,
                "mail",
                name + "@json.example",
                "born",
                "1970-05-17",
                "joined",
                "2020-05-17T10:11:12Z",
                "income",
                4321,
                "plan",
                "gold",
                "contacts",
                List.of(Map.of("phone", "555-1", "full name", "Bo"), Map.of("phone", "555-2", "kind", "home")),
                "tags",
                List.of("vip", name));
    }

    @Test
    void partsOfJsonAreOverwrittenByPathAndTheRestStays() {
        Population p = population(Holder.class, Documented.class);
        Holder anna = new Holder(1);
        Holder bert = new Holder(2);
        p.save(anna, bert);
        p.save(
                new Documented(1, anna, profile("anna"), "{\"login\": \"anna77\", \"theme\": 1.50}"),
                new Documented(2, anna, Map.of("plan", "silver"), "{\"theme\": 2}"),
                new Documented(3, bert, profile("bert"), "{\"login\": \"bert88\"}"),
                new Documented(4, anna, null, null));

        Erased erased = eraseWithoutResidue(p, Holder.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(
                        Map.of("Holder ANONYMISED", 1L, "Documented ANONYMISED", 1L, "Documented PSEUDONYMISED", 1L));
        Documented one = p.fromTransaction(session -> session.find(Documented.class, 1L));
        assertThat(one.profile)
                .containsOnlyKeys("mail", "born", "joined", "income", "plan", "contacts", "tags")
                .containsEntry("born", "1970-01-01")
                .containsEntry("joined", "2020-05-01T00:00:00Z")
                .containsEntry("income", 4000)
                .containsEntry("plan", "gold")
                .containsEntry("tags", List.of());
        assertThat((String) one.profile.get("mail")).matches("erased-[0-9a-f]{32}");
        assertThat(one.profile.get("contacts").toString())
                .contains("phone=gone", "full name=null", "kind=home")
                .doesNotContain("555");
        assertThat(one.settings).matches("\\{\"login\":\"p1-[0-9a-f]{64}\",\"theme\":1.50}");
        Documented three = p.fromTransaction(session -> session.find(Documented.class, 3L));
        assertThat(three.profile).isEqualTo(profile("bert"));
        assertThat(three.version).isZero();
        Documented two = p.fromTransaction(session -> session.find(Documented.class, 2L));
        assertThat(two.settings).as("nothing was due").isEqualTo("{\"theme\": 2}");
        assertThat(again(p, Holder.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void aDocumentThatIsNoJsonRefusesTheErasureAndNamesTheColumn() {
        Population p = population(Holder.class, Documented.class);
        Holder anna = new Holder(1);
        p.save(anna, new Documented(1, anna, null, ""));
        for (String document : List.of(
                "{login: anna77}",
                "{\"theme\": 1}\n{\"login\": \"anna77\"}",
                "{\"theme\": 1} anna77",
                "{\"theme\": 1}, \"anna77\"")) {
            p.database().execute("update Documented set settings = ?", document);
            List<String> before = p.dump();

            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Holder.class, 1)))
                    .as(document)
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("settings")
                    .hasMessageContaining("is no JSON")
                    .hasMessageNotContaining("anna77");
            assertThat(p.dump()).isEqualTo(before);
        }
    }

    @Entity(name = "Noted")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Noted {
        @Id
        Long id;

        @PersonalData(
                value = DataCategory.EMAIL,
                onErasure = Strategy.JSON,
                json = @JsonPart(path = "$.mail"),
                reason = "settings are no person's")
        @Column(length = 2000)
        String settings;

        Noted() {}

        Noted(long id, String settings) {
            this.id = id;
            this.settings = settings;
        }
    }

    @Test
    void whatIsWithinADocumentIsNotLookedForElsewhereAndTheAttestationSaysSo() {
        Population p = population(Noted.class);
        p.save(new Noted(1, "{\"mail\": \"anna@a.example\"}"), new Noted(2, "{\"theme\": \"dark\"}"));

        for (long id = 1; id <= 2; id++) {
            Erased erased = p.erase(Noted.class, id);

            assertThat(erased.attestation().result()).isEqualTo(Attestation.Result.PARTIAL);
            assertThat(erased.attestation().finds()).isEmpty();
            assertThat(erased.attestation().skipped())
                    .singleElement()
                    .asString()
                    .contains("Noted.settings", "not looked for elsewhere");
        }
    }

    @Entity(name = "Scored")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Scored {
        @Id
        Long id;

        @PersonalData(
                value = DataCategory.OTHER,
                onErasure = Strategy.JSON,
                json = {
                    @JsonPart(path = "$.n", onErasure = Strategy.CONSTANT, constant = "1e3"),
                    @JsonPart(path = "$.m", onErasure = Strategy.CONSTANT, constant = "0.50"),
                    @JsonPart(path = "$.k", onErasure = Strategy.GENERALISE, bucket = "1e3")
                },
                reason = "the rest is no person's")
        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Object> scores;

        Scored() {}

        Scored(long id, Map<String, Object> scores) {
            this.id = id;
            this.scores = scores;
        }
    }

    @Test
    void aNumberIsKnownAgainHoweverTheDatabaseWritesIt() {
        Population p = population(Scored.class);
        p.save(new Scored(1, Map.of("n", 5, "m", 7, "k", 4321)));

        erase(p, Scored.class, 1);

        assertThat(again(p, Scored.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.fromTransaction(session -> session.find(Scored.class, 1L))
                        .scores
                        .values())
                .extracting(value ->
                        new BigDecimal(value.toString()).stripTrailingZeros().toPlainString())
                .containsExactlyInAnyOrder("1000", "0.5", "4000");
    }

    @Test
    void moreThanAThousandValuesOfOnesOwnTakeFewStatements() {
        Population p = population(Holder.class, Documented.class);
        Holder anna = new Holder(1);
        p.save(anna);
        p.inTransaction(session -> {
            for (long i = 1; i <= 2_345; i++) {
                session.persist(new Documented(i, anna, null, "{\"login\": \"login-" + i + "\"}"));
            }
        });

        Erased erased = eraseWithoutResidue(p, Holder.class, 1);

        assertThat(erased.receipt().rows(Treatment.PSEUDONYMISED)).isEqualTo(2_345);
        assertThat(erased.receipt().statements()).isLessThan(40);
        assertThat(p.database()
                        .query(Long.class, "select count(*) from Documented where settings like '{\"login\":\"p1-%'"))
                .isEqualTo(2_345);
    }
}
