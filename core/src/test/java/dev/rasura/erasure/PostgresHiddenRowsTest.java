package dev.rasura.erasure;

import static dev.rasura.erasure.ErasureContract.erase;
import static dev.rasura.erasure.ErasureContract.eraseWithoutResidue;
import static dev.rasura.erasure.HiddenRowsTest.assertRefused;
import static dev.rasura.internal.sql.DatabaseFamily.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.DataMapException;
import dev.rasura.DutyFailedException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.erasure.HiddenRowsTest.Complaint;
import dev.rasura.erasure.HiddenRowsTest.Tenant;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.ColumnTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hides rows, or changes what becomes of them, where the database is more than tables and keys. */
class PostgresHiddenRowsTest {

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
    void rowSecurityThatHidesRowsStopsTheStart() throws Exception {
        List<String> scripts = List.of(
                "do $$ begin create role rasura_reader login password 'postgres';"
                        + " exception when duplicate_object then null; end $$",
                "grant all on schema public to rasura_reader",
                "grant all on all tables in schema public to rasura_reader",
                "alter table complaint enable row level security",
                "create policy nobody on complaint using (false)");
        // The tables' owner sees all rows.
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Tenant.class, Complaint.class)) {
            TestDatabase reader =
                    new TestDatabase(POSTGRESQL, p.database().url(), "rasura_reader", "postgres", () -> {});
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
        assertRefused(
                POSTGRESQL,
                List.of("create table old_tenant (phone varchar(40)) inherits (tenant)"),
                map -> {},
                "table tenant is inherited by a table with columns of its own",
                Tenant.class);
        try (Population p = Population.of(
                POSTGRESQL,
                Map.of(),
                List.of("create table old_tenant () inherits (tenant)"),
                map -> {},
                Tenant.class)) {
            p.database().execute("insert into old_tenant (id, email) values (1, 'anna@a.example')");
            assertThat(eraseWithoutResidue(p, Tenant.class, 1).after()).containsExactly("large objects: 0");
        }
    }

    @Test
    void aTriggerThatKeepsTheSubjectsRowRefusesTheErasure() {
        List<String> scripts = List.of(
                "create function keep() returns trigger language plpgsql as $$ begin return null; end $$",
                "create trigger keep before delete on tenant for each row execute function keep()");
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Tenant.class)) {
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

    @Test
    void aColumnIsOfTheTypeThatTheDatabaseGivesItWhateverTheMappingCallsIt() {
        assertRefused(
                POSTGRESQL,
                List.of(),
                map -> {},
                "resident.settings (Resident.settings): its row is anonymised, but a jsonb",
                Resident.class);
    }

    @Test
    void aConstraintTriggerThatFailsAtTheCommitSaysSo() {
        List<String> scripts = List.of(
                "create function forbid() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no %', old.email; end $$",
                "create constraint trigger forbid after delete on tenant deferrable initially deferred"
                        + " for each row execute function forbid()");
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Tenant.class)) {
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

    /** A schema beside the database's own is one of another database on MariaDB. */
    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void theSchemaThatTheConfigurationNamesIsReadToo(DatabaseFamily family) {
        Map<String, Object> settings =
                Map.of("hibernate.default_schema", "app", "jakarta.persistence.create-database-schemas", "true");
        List<String> scripts = List.of(
                "create table app.old_note (id bigint primary key, tenant_id bigint references app.tenant (id))");
        try (Population p = Population.of(family, settings, scripts, map -> {}, Tenant.class)) {
            assertThat(p.rasura().dataMap().findings()).singleElement().satisfies(f -> {
                assertThat(f.kind()).isEqualTo(Finding.Kind.UNMAPPED_TABLE);
                assertThat(f.table()).isEqualTo("app.old_note");
            });
        }
    }

    @Test
    void aTableThatTakesTheNameOfOneThatWasReadIsRead() {
        try (Population p = Population.of(POSTGRESQL, Tenant.class, Complaint.class)) {
            p.save(new Tenant(1, "tenant77@t.example"));
            p.database().execute("create table aa_old as select repeat('x', 100) as note");
            p.database().execute("create table zz_new as select 'tenant77@t.example' as note");
            p.rasura().erasure().erase(SubjectRef.of(Tenant.class, 1));
            p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA).withByteBudget(1));

            p.database().execute("drop table aa_old");
            p.database().execute("alter table zz_new rename to aa_old");

            AttestationRun run = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA));
            assertThat(run.attestations())
                    .singleElement()
                    .satisfies(a -> assertThat(a.finds())
                            .extracting(Attestation.Find::table)
                            .containsExactly("public.aa_old"));
        }
    }

    @Test
    void aForeignKeyOfOnePartIsOneOfTheWholeTable() {
        List<String> scripts = List.of(
                "create table visit (id bigint, kind int, tenant_id bigint, note varchar(100)) partition by list (kind)",
                "create table visit1 partition of visit for values in (1)",
                "create table visit2 partition of visit for values in (2)",
                "alter table visit1 add constraint visitor foreign key (tenant_id) references tenant (id)",
                "alter table visit2 add constraint visitor foreign key (tenant_id) references tenant (id)");
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Tenant.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place)
                    .containsExactly(tuple(Finding.Kind.UNMAPPED_TABLE, "visit"));
        }
        DataMapCustomizer customizer =
                map -> map.table("visit").ownedBy("Tenant", "tenant_id").notPersonal("note", "the weather");
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, customizer, Tenant.class)) {
            p.save(new Tenant(1, "anna@a.example"), new Tenant(2, "bert@b.example"));
            p.database().execute("insert into visit values (1, 1, 1, ''), (2, 2, 1, ''), (3, 2, 2, '')");
            assertThat(erase(p, Tenant.class, 1).gone()).hasSize(3);
            assertThat(p.database().count("visit")).isOne();
        }
    }
}
