package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.ConfigurationException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.EventType.Attribute;
import dev.rasura.internal.audit.Admission;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

    private static final SubjectRef ANNA = SubjectRef.of("Person", 1);
    private static final EventType VIEWED = EventType.of("candidate.viewed")
            .withAttribute("rows")
            .with(Attribute.fact("route").truncatedTo(5))
            .withPersonal("search")
            .requiringActor()
            .requiringSubject();

    private static AuditEvent.Builder viewed() {
        return AuditEvent.of("candidate.viewed", Actor.user("7")).subject(ANNA);
    }

    private static AuditEvent admitted(AuditEvent.Builder event, EventType... declared) {
        return new Admission(EventCatalogue.of(List.of(declared))).admit(event.build());
    }

    @Test
    void theRecordedEventIsAsDeclared() {
        AuditEvent event = viewed().fact("rows", 3).personal("search", "Anna").build();
        assertThat(new Admission(EventCatalogue.of(List.of(VIEWED))).admit(event))
                .isEqualTo(event);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndByName() {
        assertThatThrownBy(() -> admitted(
                        AuditEvent.of("candidate.viewed", Actor.UNKNOWN)
                                .fact("mood", "secret-1")
                                .fact("search", "secret-2"),
                        VIEWED))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("'candidate.viewed'")
                .hasMessageContaining("who acted")
                .hasMessageContaining("whose data")
                .hasMessageContaining("no attribute 'mood'")
                .hasMessageContaining("'search' is a personal value")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aFactCannotPassAsAPersonalValue() {
        assertThatThrownBy(() -> admitted(viewed().personal("rows", "3"), VIEWED))
                .hasMessageContaining("'rows' is no personal value");
    }

    @Test
    void aValueTooLargeIsRefusedOrCutAndTheEventSaysSo() {
        assertThatThrownBy(() -> admitted(viewed().fact("rows", "9".repeat(2001)), VIEWED))
                .hasMessageContaining("'rows' has 2001 characters, but may have 2000")
                .hasMessageNotContaining("99");
        assertThat(admitted(viewed().fact("route", "/\uD83D\uDE00/abcdef"), VIEWED)
                        .facts())
                .containsEntry("route", "/\uD83D\uDE00/ab")
                .containsEntry("truncated", "route");
    }

    @Test
    void onceTypesAreDeclaredOthersAreRefused() {
        assertThat(admitted(AuditEvent.of("other.thing", Actor.user("7")).fact("any", 1))
                        .facts())
                .containsEntry("any", "1");
        assertThatThrownBy(() -> admitted(AuditEvent.of("other.thing", Actor.user("7")), VIEWED))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("'other.thing' is of a type that nobody declared")
                .hasMessageContaining("eventType(EventType.of(\"other.thing\"))");
    }

    @Test
    void aTypeIsDeclaredOnceAndNotInRasurasNames() {
        assertThatThrownBy(() -> EventCatalogue.of(List.of(
                        VIEWED,
                        VIEWED,
                        EventType.of("erasure.mine"),
                        EventType.of("data.mine"),
                        EventType.of("data.read"),
                        EventType.of("mine").keepingValuesOf("Person.email"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'candidate.viewed' is declared twice")
                .hasMessageContaining("'erasure.mine' begins with 'erasure'")
                .hasMessageContaining("'data.mine' begins with 'data'")
                .hasMessageContaining("'data.read' cannot be REQUIRED")
                .hasMessageContaining("'mine' keeps values before and after");
    }

    @Test
    void changesAreKeptThreeYearsAndReadsOne() {
        EventCatalogue catalogue = EventCatalogue.builtIn();
        assertThat(catalogue.types().get("data.updated").retention()).isEqualTo(Period.ofYears(3));
        assertThat(catalogue.types().get("data.updated").mode()).isEqualTo(EventMode.REQUIRED);
        assertThat(catalogue.types().get("data.read").retention()).isEqualTo(Period.ofYears(1));
        assertThat(catalogue.types().get("data.read").mode()).isEqualTo(EventMode.DETACHED);
        assertThat(EventCatalogue.of(List.of(EventType.of("data.updated").keptFor(Period.ofYears(5))))
                        .isClosed())
                .isFalse();
    }

    @Test
    void whatIsDeclaredAnewKeepsRasurasAttributes() {
        EventType request = EventType.of(EventCatalogue.HTTP_REQUEST)
                .withMode(EventMode.DETACHED)
                .withAttribute("tenant");
        EventCatalogue catalogue = EventCatalogue.of(List.of(request));
        assertThat(catalogue.types().get(EventCatalogue.HTTP_REQUEST).attributes())
                .containsOnlyKeys("status", "tenant");
        assertThat(catalogue.isClosed()).isFalse();
        assertThatThrownBy(() -> EventCatalogue.of(List.of(EventType.of(EventCatalogue.HTTP_DENIED))))
                .hasMessageContaining("'http.denied' cannot be REQUIRED");
    }

    @Test
    void unfitDeclarationsAreRefused() {
        assertThatThrownBy(() -> EventType.of("Bad Name")).hasMessageContaining("'Bad Name'");
        assertThatThrownBy(() -> EventType.of("a").keptFor(Period.ZERO)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> EventType.of("a").withAttribute("a b")).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> EventType.of("a").with(Attribute.fact("x").truncatedTo(0)))
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> EventType.of("data.updated").keepingValuesOf("email"))
                .hasMessageContaining("as Customer.email");
    }
}
