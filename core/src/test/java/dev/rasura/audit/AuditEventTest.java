package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEventTest {

    private static final SubjectRef ANNA = SubjectRef.of("Customer", "anna@example.com");

    @Test
    void aTypeIsLowerCaseWordsWithDotsAndHyphens() {
        for (String type : List.of("a", "erasure.executed", "job-application.viewed2")) {
            assertThat(AuditEvent.of(type, Actor.system("test")).build().action())
                    .isEqualTo(type);
        }
        for (String type : List.of("", "A", ".a", "a.", "a..b", "a b", "a".repeat(101))) {
            assertThatThrownBy(() -> AuditEvent.of(type, Actor.system("test")).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void personalValuesThatBelongToNobodyAreRefused() {
        assertThatThrownBy(() -> AuditEvent.of("a", Actor.system("test"))
                        .personal("name", "Anna")
                        .build())
                .hasMessageContaining("no erasure could ever reach them")
                .hasMessageNotContaining("Anna");
        assertThat(AuditEvent.of("a", Actor.system("test"))
                        .personal("name", "Anna")
                        .subject(ANNA)
                        .build()
                        .personal())
                .containsEntry("name", "Anna");
    }

    @Test
    void aSubjectNamedTwiceCountsOnce() {
        assertThat(AuditEvent.of("a", Actor.of(ANNA))
                        .subject(ANNA)
                        .subjects(List.of(ANNA))
                        .build()
                        .subjects())
                .containsExactly(ANNA);
    }

    @Test
    void nothingPersonalIsInTheTextForm() {
        AuditEvent event = AuditEvent.of("a", Actor.of(ANNA).onBehalfOf(Actor.user("bert")))
                .subject(ANNA)
                .personal("name", "Anna")
                .origin(new Origin("192.0.2.1", "agent", "trace", null))
                .build();
        assertThat(event + " " + event.actor() + " " + event.origin())
                .doesNotContain("anna", "Anna", "bert", "192.0.2.1", "agent");
    }

    @Test
    void anActorActsForOneOther() {
        Actor second = Actor.user("b").onBehalfOf(Actor.user("c"));
        assertThatThrownBy(() -> Actor.user("a").onBehalfOf(second)).isInstanceOf(IllegalArgumentException.class);
    }
}
