package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.audit.AuditQuery;
import dev.rasura.retention.RetentionReport.SetAside;
import org.junit.jupiter.api.Test;

/** What a preview shows, and what it does not. */
class RetentionPreviewTest extends RetentionContract {

    @Test
    void thePreviewNamesTheOldestRowsAndChangesNothing() {
        for (int id = 1; id <= 7; id++) {
            applications(id, id, (2020 - id) + "-01-01T00:00:00");
        }
        Rasura rasura = rasura(NOW);

        RetentionPreview preview = rasura.retention().preview("applications");

        assertThat(preview.sample()).containsExactly("7", "6", "5", "4", "3");
        assertThat(preview.cutoff()).isEqualTo("2024-03-01T12:00:00Z");
        assertThat(preview.matched()).isEqualTo(7);
        assertThat(ids("Application")).hasSize(7);
        RetentionPreview joined =
                factory.fromTransaction(session -> rasura.retention().preview("applications", session));
        assertThat(joined).isEqualTo(preview);
    }

    @Test
    void aKeyThatIsTextIsNeverShown() {
        guest("anna.berg");
        guest("bert.cohn");
        Rasura rasura = rasura(NOW);
        // A table that came after the start: one that was there before would be a finding.
        database.execute("create table visit (guest varchar(255), foreign key (guest) references Guest(id))");
        database.execute("insert into visit values ('anna.berg')");

        assertThat(rasura.retention().preview("guests").sample()).isEmpty();
        RetentionReport report = rasura.retention().run("guests");

        assertThat(report.setAside()).extracting(SetAside::key).containsExactly("[withheld]");
        assertThat(strings("select id from Guest")).containsExactly("anna.berg");
        rasura.audit().seal();
        assertThat(rasura.audit().events(AuditQuery.all()).toString()).doesNotContain("bert", "anna");
    }
}
