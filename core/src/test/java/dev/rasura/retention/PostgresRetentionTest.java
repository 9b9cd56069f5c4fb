package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.RetentionReport.SetAside;
import dev.rasura.retention.RetentionReport.Status;
import org.junit.jupiter.api.Test;

class PostgresRetentionTest extends RetentionFixture {

    @Override
    DatabaseFamily family() {
        return DatabaseFamily.POSTGRESQL;
    }

    @Test
    void aRowThatADeferredConstraintKeepsAtTheCommitIsSetAsideToo() {
        applications(1, 6, "2020-01-01T00:00:00");
        Rasura rasura = rasura(NOW);
        database.execute(
                "create table dossier (application_id bigint references Application deferrable initially deferred)");
        database.execute("insert into dossier values (4)");

        RetentionReport report = rasura.retention().run("applications");

        assertThat(report.setAside()).containsExactly(new SetAside("4", "SQLSTATE 23503, vendor code 0"));
        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(ids("Application")).containsExactly(4L);
    }

    @Test
    void aDeadlockIsTriedAgainAndARowThatKeepsMeetingOneIsSetAside() {
        applications(1, 4, OLD);
        database.execute("create sequence tries");
        database.execute("""
                create function clash() returns trigger language plpgsql as '
                begin
                    if old.id = 2 or nextval(''tries'') <= 2 then
                        raise exception ''clash'' using errcode = ''40P01'';
                    end if;
                    return old;
                end'""");
        database.execute("create trigger clash before delete on Application for each row when (old.id in (1, 2))"
                + " execute function clash()");
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention()
                .run("applications", RetentionOptions.defaults().withBatchSize(1));

        assertThat(report.removed()).isEqualTo(3);
        assertThat(report.batches()).isEqualTo(3);
        assertThat(report.setAside()).containsExactly(new SetAside("2", "SQLSTATE 40P01, vendor code 0"));
        assertThat(ids("Application")).containsExactly(2L);
        assertThat(database.query(Long.class, "select last_value from tries")).isEqualTo(3L);
    }

    @Test
    void whatATriggerKeepsIsNotCountedAsRemoved() {
        applications(1, 4, "2020-01-01T00:00:00");
        database.execute("create function keep() returns trigger language plpgsql as 'begin return null; end'");
        database.execute(
                "create trigger keep before delete on Application for each row when (old.id = 2) execute function keep()");

        RetentionReport report = rasura(NOW).retention().run("applications");

        assertThat(report.removed()).isEqualTo(3);
        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(ids("Application")).containsExactly(2L);
    }
}
