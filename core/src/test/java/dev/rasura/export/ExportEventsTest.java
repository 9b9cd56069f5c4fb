package dev.rasura.export;

import static dev.rasura.export.AliceAndBob.ALICE;
import static dev.rasura.export.AliceAndBob.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is on record of an export. */
class ExportEventsTest extends ExportContract {

    @Test
    void anExportIsOnRecordWithWhatItHeld() {
        ExportManifest manifest = manifest(ALICE, ExportFormat.ZIP);

        assertThat(events()).containsExactly("export.started SUCCESS", "export.completed SUCCESS");
        RecordedEvent completed = recorded().get(1);
        assertThat(completed.entity()).isEqualTo("Person");
        assertThat(completed.purpose()).isEqualTo("answer to a data subject's request (GDPR Art. 15, 20)");
        assertThat(completed.facts())
                .containsEntry("export", manifest.id().toString())
                .containsEntry("rows", "18")
                .containsEntry("bytes", Long.toString(manifest.bytes()))
                .containsEntry("format", "ZIP")
                .containsEntry("complete", "true")
                .containsEntry("sha256", manifest.parts().get(0).sha256());
        assertThat(rasura.audit().events(AuditQuery.all().about(ALICE))).hasSize(2);
        assertThat(rasura.audit().events(AuditQuery.all().about(BOB))).isEmpty();
    }

    @Test
    void theStartIsOnRecordBeforeTheFirstByteLeaves() {
        List<String> then = new ArrayList<>();

        rasura.export().write(ALICE, ExportFormat.JSON, once(() -> then.addAll(staged())));

        assertThat(then).containsExactly("1");
    }

    @Test
    void aCallersRollbackTakesItsEventsAndLeavesThatItFailed() {
        try (var session = factory.openSession()) {
            var transaction = session.beginTransaction();
            rasura.export().write(ALICE, ExportFormat.JSON, OutputStream.nullOutputStream(), session);
            transaction.rollback();
        }

        assertThat(events()).containsExactly("export.failed FAILURE");
        assertThat(recorded().get(0).reason()).isEqualTo("the caller's transaction rolled back");
    }

    @Test
    void anUnknownSubjectLeavesNoByteAndNoEvent() {
        for (String id : List.of("4711", "no number")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> rasura.export().write(SubjectRef.of("Person", id), ExportFormat.ZIP, out))
                    .isInstanceOf(SubjectNotFoundException.class)
                    .hasMessageNotContaining(id);
            assertThat(out.size()).isZero();
        }
        assertThatThrownBy(() -> rasura.export()
                        .write(SubjectRef.of("City", 41), ExportFormat.ZIP, OutputStream.nullOutputStream()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("City");
        assertThat(events()).isEmpty();
    }

    private List<String> staged() {
        return List.of(String.valueOf(database.count("rasura_audit_staged")));
    }
}
