package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditContextTest {

    private static final Origin REQUEST = new Origin("192.0.2.1", "agent", "trace-1", "request-1");
    private static final AuditContext ANNA =
            AuditContext.of(Actor.user("anna"), "support").from(REQUEST);

    @Test
    void scopesNestAndRestoreWhatWasBefore() {
        assertThat(AuditContext.opened()).isEmpty();
        try (var outer = ANNA.open()) {
            try (var inner = AuditContext.current().withPurpose("billing").open()) {
                assertThat(AuditContext.current().purpose()).isEqualTo("billing");
                assertThat(AuditContext.current().actor()).isEqualTo(Actor.user("anna"));
            }
            assertThat(AuditContext.current()).isEqualTo(ANNA);
        }
        assertThat(AuditContext.opened()).isEmpty();
    }

    @Test
    void withoutAContextADutyActsForItselfAndACapturedChangeForNobodyKnown() {
        assertThat(AuditContext.current().actor()).isEqualTo(Actor.system("rasura"));
        assertThat(AuditContext.acting().actor()).isEqualTo(Actor.UNKNOWN);
    }

    @Test
    void anEventHoldsWhatTheContextKnows() {
        AuditEvent event =
                ANNA.withLegalBasis("contract").event("test.done", "other").build();
        assertThat(event.actor()).isEqualTo(Actor.user("anna"));
        assertThat(event.purpose()).isEqualTo("support");
        assertThat(event.legalBasis()).isEqualTo("contract");
        assertThat(event.origin()).isEqualTo(REQUEST);
    }

    @Test
    void ofWhereASystemWasCalledFromOnlyTraceAndRequestAreKept() {
        assertThat(ANNA.by(Actor.UNKNOWN).event("test.done", null).build().origin())
                .isEqualTo(new Origin(null, null, "trace-1", "request-1"));
    }

    @Test
    void aContextIsOfItsThreadUntilItIsAttachedToAnother() {
        try (var scope = ANNA.open()) {
            assertThat(CompletableFuture.supplyAsync(AuditContext::opened).join())
                    .isEmpty();
            AuditContext carried = AuditContext.opened().orElseThrow();
            assertThat(CompletableFuture.supplyAsync(() -> {
                                AuditContext.attach(carried);
                                try {
                                    return AuditContext.current();
                                } finally {
                                    AuditContext.attach(null);
                                }
                            })
                            .join())
                    .isEqualTo(ANNA);
        }
    }

    @Test
    void nothingPersonalIsInTheTextForm() {
        AuditContext about = ANNA.about(SubjectRef.of("Customer", "anna@example.com"));
        assertThat(about.subjects()).hasSize(1);
        assertThat(about.toString()).doesNotContain("anna", "192.0.2.1", "agent");
    }
}
