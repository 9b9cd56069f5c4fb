package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** The strategies beyond constants and tokens: values made coarser, parts of JSON, conditions, and one's own. */
class CatalogueTest extends ErasureContract {

    // --- coarser values

    @Entity(name = "Coarse")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Coarse {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "10000")
        Integer salary;

        @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "2.50")
        @Column(precision = 10, scale = 2)
        BigDecimal balance;

        @PersonalData(value = DataCategory.LOCATION, onErasure = Strategy.GENERALISE, bucket = "10")
        Double latitude;

        @PersonalData(value = DataCategory.POSTAL_CODE, onErasure = Strategy.GENERALISE, prefix = 2)
        @Column(length = 10)
        String postcode;

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        @Column(length = 45)
        String address;

        Coarse() {}

        Coarse(long id, Integer salary, String balance, Double latitude, String postcode, String address) {
            this.id = id;
            this.email = "person" + id + "@a.example";
            this.salary = salary;
            this.balance = balance == null ? null : new BigDecimal(balance);
            this.latitude = latitude;
            this.postcode = postcode;
            this.address = address;
        }
    }

    private String coarse(Population p, long id) {
        eraseWithoutResidue(p, Coarse.class, id);
        List<String> before = p.dump();
        assertThat(again(p, Coarse.class, id).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).isEqualTo(before);
        return p.fromTransaction(session -> {
            Coarse c = session.find(Coarse.class, id);
            return c.salary + " " + c.balance + " " + c.latitude + " " + c.postcode + " " + c.address;
        });
    }

    @Test
    void numbersFallIntoTheirBuckets() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, 43_210, "13.77", 59.33, null, null),
                new Coarse(2, -1, "-0.01", -0.5, null, null),
                new Coarse(3, 40_000, "12.50", 50.0, null, null),
                new Coarse(4, null, null, null, null, null));

        assertThat(coarse(p, 1)).isEqualTo("40000 12.50 50.0 null null");
        assertThat(coarse(p, 2)).isEqualTo("-10000 -2.50 -10.0 null null");
        assertThat(coarse(p, 3)).isEqualTo("40000 12.50 50.0 null null");
        assertThat(coarse(p, 4)).isEqualTo("null null null null null");
    }

    @Test
    void textsKeepTheirFirstCharacters() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, null, null, null, "11436", null),
                new Coarse(2, null, null, null, "1", null),
                new Coarse(3, null, null, null, "ÅÄÖ", null));

        assertThat(coarse(p, 1)).isEqualTo("null null null 11 null");
        assertThat(coarse(p, 2)).isEqualTo("null null null 1 null");
        assertThat(coarse(p, 3)).isEqualTo("null null null ÅÄ null");
    }

    @Test
    void addressesKeepTheirNetworkAndWhatIsNoneGoes() {
        Population p = population(Coarse.class);
        p.save(
                new Coarse(1, null, null, null, null, "203.0.113.77"),
                new Coarse(2, null, null, null, null, "2001:db8:85a3:8d3:1319:8a2e:370:7348"),
                new Coarse(3, null, null, null, null, "2001:db8::1"),
                new Coarse(4, null, null, null, null, "::ffff:203.0.113.77"),
                new Coarse(5, null, null, null, null, "anna's laptop"),
                new Coarse(6, null, null, null, null, "198.51.100.0"));

        assertThat(coarse(p, 1)).endsWith(" 203.0.113.0");
        assertThat(coarse(p, 2)).endsWith(" 2001:db8:85a3::");
        assertThat(coarse(p, 3)).endsWith(" 2001:db8::");
        assertThat(coarse(p, 4)).endsWith(" 203.0.113.0");
        assertThat(coarse(p, 5)).endsWith(" null");
        assertThat(coarse(p, 6)).endsWith(" 198.51.100.0");
    }

    // --- JSON

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
        p.save(anna, new Documented(1, anna, null, "{login: anna77}"));
        List<String> before = p.dump();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> p.rasura().erasure().erase(SubjectRef.of(Holder.class, 1)))
                .isInstanceOf(dev.rasura.ErasureRefusedException.class)
                .hasMessageContaining("settings")
                .hasMessageContaining("is no JSON")
                .hasMessageNotContaining("anna77");
        assertThat(p.dump()).isEqualTo(before);
    }

    // --- one's own

    /** In SQL: the last two characters stay. */
    static class LastTwo implements OverwriteStrategy {
        @Override
        public String describe() {
            return "its last two characters";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return target.valueType() == String.class ? Optional.empty() : Optional.of("is no text. Choose NULL");
        }

        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            String c = target.sql();
            return Optional.of(new OverwriteExpression(
                    "substring(" + c + ", greatest(char_length(" + c + ") - 1, 1), 2)", "char_length(" + c + ") > 2"));
        }
    }

    /** In Java: a number that somebody keeps a table for. */
    static class Numbered implements OverwriteStrategy {
        @Override
        public String describe() {
            return "a number of the register";
        }

        @Override
        public Result result() {
            return Result.PSEUDONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }

        @Override
        public Object write(Object value, OverwriteTarget target) {
            return value instanceof Long number
                    ? -number
                    : "no. " + value.toString().length();
        }

        @Override
        public boolean isWritten(Object value, OverwriteTarget target) {
            return value instanceof Long number ? number < 0 : value.toString().startsWith("no. ");
        }
    }

    @Entity(name = "Owner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SecondaryTable(name = "owner_detail")
    static class Owner {
        @Id
        Long id;

        @PersonalData(value = DataCategory.ACCOUNT_NUMBER, onErasure = Strategy.CUSTOM, custom = LastTwo.class)
        String account;

        @Column(table = "owner_detail")
        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.CUSTOM, custom = Numbered.class)
        String login;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Numbered.class)
        Integer number;

        @Version
        int version;

        Owner() {}

        Owner(long id, String account, String login, Integer number) {
            this.id = id;
            this.account = account;
            this.login = login;
            this.number = number;
        }
    }

    @Test
    void aStrategyOfOnesOwnWorksInSqlAndInJavaAndSaysWhatItsResultIs() {
        Population p = population(Owner.class);
        p.save(new Owner(1, "SE4550000", "annaahl", 4711), new Owner(2, "SE9910000", "bertborg", 4712));

        Erased erased = eraseWithoutResidue(p, Owner.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Owner ANONYMISED", 1L, "Owner PSEUDONYMISED", 1L, "owner_detail PSEUDONYMISED", 1L));
        assertThat(erased.plan().tables())
                .extracting(TableCount::treatment, TableCount::columns)
                .contains(
                        tuple(Treatment.ANONYMISED, List.of("account: its last two characters")),
                        tuple(Treatment.PSEUDONYMISED, List.of("login: a number of the register (pseudonym)")));
        Owner owner = p.fromTransaction(session -> session.find(Owner.class, 1L));
        assertThat(owner.account).isEqualTo("00");
        assertThat(owner.login).isEqualTo("no. 7");
        assertThat(owner.number).isEqualTo(-4711);
        assertThat(owner.version)
                .as("raised for what changed here and in the secondary table")
                .isPositive();
        List<String> before = p.dump();
        assertThat(again(p, Owner.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.dump()).as("no version is raised for nothing").isEqualTo(before);
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

    // --- kept under a condition

    @Entity(name = "Debtor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Debtor {
        @Id
        Long id;

        @PersonalData(
                value = DataCategory.FINANCIAL,
                onErasure = Strategy.TOKEN,
                keepWhen = "debt > 0",
                reason = "claims are pursued (Art. 17(3)(e))")
        String iban;

        @PersonalData(
                value = DataCategory.FINANCIAL,
                onErasure = Strategy.KEYED_HASH,
                keepWhen = "debt > 0",
                reason = "claims are pursued (Art. 17(3)(e))")
        String reference;

        @NotPersonal
        Integer debt;

        Debtor() {}

        Debtor(long id, Integer debt) {
            this.id = id;
            this.iban = "iban of " + id;
            this.reference = "reference of " + id;
            this.debt = debt;
        }
    }

    @Test
    void aValueStaysWhereItsConditionHoldsAndNotWhereItIsUnknown() {
        Population p = population(Debtor.class);
        p.save(new Debtor(1, 5), new Debtor(2, 0), new Debtor(3, null));

        Erased indebted = p.erase(Debtor.class, 1);
        Erased free = p.erase(Debtor.class, 2);
        Erased unknown = p.erase(Debtor.class, 3);

        assertThat(indebted.gone()).isEmpty();
        assertThat(indebted.receipt().tables())
                .filteredOn(c -> c.treatment() == Treatment.RETAINED)
                .extracting(TableCount::ground, TableCount::rows)
                .containsExactlyInAnyOrder(
                        tuple("iban: claims are pursued (Art. 17(3)(e))", 1L),
                        tuple("reference: claims are pursued (Art. 17(3)(e))", 1L));
        assertThat(free.came()).containsExactly("debtor{debt=0, iban=TOKEN, id=2, reference=HASH}");
        assertThat(unknown.came()).containsExactly("debtor{iban=TOKEN, id=3, reference=HASH}");

        p.database().execute("update Debtor set debt = 0 where id = 1");
        Erased later = p.erase(Debtor.class, 1);
        assertThat(later.came()).containsExactly("debtor{debt=0, iban=TOKEN, id=1, reference=HASH}");
    }
}
