package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rasura.DataMapException;
import dev.rasura.DutyFailedException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DiscriminatorFormula;
import org.junit.jupiter.api.Test;

/** Rows that a statement would reach though they are others', or would not reach though they are the subject's. */
class HiddenRowsTest extends ErasureContract {

    @Entity(name = "Tenant")
    @Table(name = "tenant")
    @DataSubject
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Tenant() {}

        Tenant(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Complaint")
    @Table(name = "complaint")
    @OnErasure(RowAction.UNLINK)
    static class Complaint {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @PersonalData(DataCategory.COMMUNICATION)
        String text;
    }

    private void assertRefused(
            List<String> scripts, DataMapCustomizer customizer, String message, Class<?>... entities) {
        assertThatThrownBy(() -> Population.of(family, Map.of(), scripts, customizer, entities)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(message);
    }

    @Entity(name = "Party")
    @Table(name = "party")
    @DiscriminatorFormula("case when name like '%Ltd' then 'C' else 'P' end")
    static class Party {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Human")
    @DiscriminatorValue("P")
    @DataSubject
    static class Human extends Party {}

    @Entity(name = "Agent")
    @Table(name = "agent")
    @DiscriminatorColumn(name = "kind")
    static class Agent {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "AnyAgent")
    @DiscriminatorValue("not null")
    @DataSubject
    static class AnyAgent extends Agent {}

    @Test
    void kindsOfRowsThatNoStatementCanTellApartStopTheStart() {
        assertRefused(
                List.of(),
                map -> {},
                "Human: its rows are told from others of the table by a formula",
                Party.class,
                Human.class);
        assertRefused(
                List.of(),
                map -> {},
                "AnyAgent: its rows are told from others of the table by a formula, or by a discriminator that is null or"
                        + " any other value",
                Agent.class,
                AnyAgent.class);
    }

    @Entity(name = "House")
    @Table(name = "house")
    static class House {
        @Id
        Long id;

        @NotPersonal("whoever it is")
        @Column(name = "keeper_id", nullable = false)
        Long keeperId;
    }

    @Test
    void rowsOfOthersThatTheDatabaseWouldDeleteAlongStopTheStart() {
        String cascade = " foreign key (keeper_id) references tenant (id) on delete cascade";
        assertRefused(
                List.of("alter table house add constraint keeper" + cascade),
                map -> {},
                "House: rows that stay refer by [keeper_id] (NOT NULL) to rows of Tenant that are deleted",
                Tenant.class,
                House.class);
        assertRefused(
                List.of("create table shed (id bigint primary key, keeper_id bigint not null," + cascade + ")"),
                map -> map.table("shed").notPersonal("a shed"),
                "shed: rows that stay refer by [keeper_id] (NOT NULL) to rows of Tenant that are deleted",
                Tenant.class);
    }

    @Test
    void whatAnUnlinkedRowSaysOfThePersonStandsInThePlan() {
        Population p = population(Tenant.class, Complaint.class);
        Complaint complaint = new Complaint();
        complaint.id = 1L;
        complaint.tenant = new Tenant(1, "anna@a.example");
        complaint.text = "the roof leaks";
        p.save(complaint.tenant, complaint);
        assertThat(p.rasura().erasure().plan(SubjectRef.of(Tenant.class, 1)).remaining())
                .contains(new Remainder(
                        "complaint",
                        "text",
                        Remainder.Kind.KEPT,
                        "the row is merely unlinked, and keeps what it says"));
    }

    @Test
    void theSchemaThatTheConfigurationNamesIsReadToo() {
        assumeThat(family).isNotEqualTo(DatabaseFamily.MARIADB);
        Map<String, Object> settings =
                Map.of("hibernate.default_schema", "app", "jakarta.persistence.create-database-schemas", "true");
        List<String> scripts = List.of(
                "create table app.old_note (id bigint primary key, tenant_id bigint references app.tenant (id))");
        try (Population p = Population.of(family, settings, scripts, map -> {}, Tenant.class)) {
            assertThat(p.rasura().dataMap().findings()).singleElement().satisfies(f -> {
                assertThat(f.kind()).isEqualTo(Finding.Kind.UNMAPPED_TABLE);
                assertThat(f.table()).isEqualTo("old_note");
            });
        }
    }

    @Test
    void rowSecurityThatHidesRowsStopsTheStart() throws Exception {
        assumeThat(postgresql()).isTrue();
        List<String> scripts = List.of(
                "do $$ begin create role rasura_reader login password 'postgres';"
                        + " exception when duplicate_object then null; end $$",
                "grant all on schema public to rasura_reader",
                "grant all on all tables in schema public to rasura_reader",
                "alter table complaint enable row level security",
                "create policy nobody on complaint using (false)");
        // The tables' owner sees all rows.
        try (Population p = Population.of(family, Map.of(), scripts, map -> {}, Tenant.class, Complaint.class)) {
            TestDatabase reader = new TestDatabase(family, p.database().url(), "rasura_reader", "postgres", () -> {});
            try (SessionFactory factory =
                    reader.sessionFactory(Map.of("hibernate.hbm2ddl.auto", "none"), Tenant.class, Complaint.class)) {
                assertThatThrownBy(() -> Population.rasura(factory, map -> {}))
                        .isInstanceOf(DataMapException.class)
                        .hasMessageContaining("table complaint has row security")
                        .hasMessageContaining("BYPASSRLS");
            }
        }
    }

    @Test
    void columnsThatOnlyAnInheritingTableHasStopTheStart() {
        assumeThat(postgresql()).isTrue();
        assertRefused(
                List.of("create table old_tenant (phone varchar(40)) inherits (tenant)"),
                map -> {},
                "table tenant is inherited by a table with columns of its own",
                Tenant.class);
        try (Population p = Population.of(
                family, Map.of(), List.of("create table old_tenant () inherits (tenant)"), map -> {}, Tenant.class)) {
            p.database().execute("insert into old_tenant (id, email) values (1, 'anna@a.example')");
            assertThat(eraseWithoutResidue(p, Tenant.class, 1).after()).containsExactly("large objects: 0");
        }
    }

    @Test
    void aTriggerThatKeepsTheSubjectsRowRefusesTheErasure() {
        assumeThat(postgresql()).isTrue();
        List<String> scripts = List.of(
                "create function keep() returns trigger language plpgsql as $$ begin return null; end $$",
                "create trigger keep before delete on tenant for each row execute function keep()");
        try (Population p = Population.of(family, Map.of(), scripts, map -> {}, Tenant.class)) {
            assertThat(p.rasura().dataMap().findings()).singleElement().satisfies(f -> {
                assertThat(f.kind()).isEqualTo(Finding.Kind.TRIGGER);
                assertThat(f.describe()).startsWith("tenant has triggers or rules (keep), which may copy rows");
                assertThat(f.blocking()).isFalse();
            });
            p.save(new Tenant(1, "anna@a.example"));
            List<String> before = p.dump();
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Tenant.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("the row of a Tenant from tenant")
                    .hasMessageContaining("trigger")
                    .hasMessageNotContaining("anna");
            assertThat(p.dump()).isEqualTo(before);
            assertThat(p.database().count("rasura_erasure")).isZero();
        }
    }

    @Entity(name = "Resident")
    @Table(name = "resident")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Resident {
        @Id
        Long id;

        @PersonalData(DataCategory.OTHER)
        @Column(columnDefinition = "jsonb not null")
        @ColumnTransformer(write = "?::jsonb")
        String settings;
    }

    @Test
    void aColumnIsOfTheTypeThatTheDatabaseGivesItWhateverTheMappingCallsIt() {
        assumeThat(postgresql()).isTrue();
        assertRefused(
                List.of(),
                map -> {},
                "resident.settings (Resident.settings): its row is anonymised, but a jsonb",
                Resident.class);
    }

    @Test
    void aConstraintTriggerThatFailsAtTheCommitSaysSo() {
        assumeThat(postgresql()).isTrue();
        List<String> scripts = List.of(
                "create function forbid() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no %', old.email; end $$",
                "create constraint trigger forbid after delete on tenant deferrable initially deferred"
                        + " for each row execute function forbid()");
        try (Population p = Population.of(family, Map.of(), scripts, map -> {}, Tenant.class)) {
            p.save(new Tenant(1, "anna@a.example"));
            List<String> before = p.dump();
            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Tenant.class, 1)))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessage("The commit, at which deferred constraints and triggers are checked, failed: SQLSTATE"
                            + " P0001, vendor code 0.")
                    .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                            .doesNotContain("anna"));
            assertThat(p.dump()).isEqualTo(before);
        }
    }

    @Entity(name = "Rent")
    @Table(name = "rent")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "tax", when = "statu = 'x'")
    @Retention(rule = "old rents", start = "since", period = "P1Y", when = "sinc > since")
    static class Rent {
        @Id
        Long id;

        @ManyToOne
        AnonymousTenant tenant;

        @NotPersonal
        LocalDate since;

        @PersonalData(value = DataCategory.OTHER, keepWhen = "paid and", reason = "debts")
        String note;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Misspelt.class)
        String account;
    }

    static class Misspelt implements OverwriteStrategy {
        @Override
        public String describe() {
            return "its last four characters";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }

        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            return Optional.of(
                    new OverwriteExpression("rihgt(" + target.sql() + ", 4)", target.sql() + " is not null"));
        }
    }

    @Entity(name = "AnonymousTenant")
    @Table(name = "anonymous_tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class AnonymousTenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void sqlOfTheDevelopersThatTheDatabaseDoesNotUnderstandStopsTheStart() {
        assertThatThrownBy(() -> population(AnonymousTenant.class, Rent.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "Rent: the condition of the ground 'tax' is no SQL that the database understands over"
                                + " the columns of rent (SQLSTATE 42")
                .hasMessageContaining("rent.note (Rent.note): its keepWhen is no SQL")
                .hasMessageContaining("Retention rule 'old rents' of Rent: its condition is no SQL")
                .hasMessageContaining("rent.account (Rent.account): what the strategy " + Misspelt.class.getName()
                        + " writes is no SQL");
    }
}
