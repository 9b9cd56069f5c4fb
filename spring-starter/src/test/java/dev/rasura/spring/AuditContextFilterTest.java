package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import jakarta.servlet.FilterChain;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The context of a request, and how it follows from thread to thread. */
class AuditContextFilterTest {

    private static AuditContext during(MockHttpServletRequest request, RequestContext resolver) throws Exception {
        AtomicReference<AuditContext> seen = new AtomicReference<>();
        FilterChain chain = (req, res) -> seen.set(AuditContext.current());
        SubjectResolver subjects = user -> user.getName().startsWith("member-")
                ? Optional.of(SubjectRef.of("Member", user.getName().substring(7)))
                : Optional.empty();
        new AuditContextFilter(resolver, new KnownActors(subjects))
                .doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(AuditContext.opened()).isEmpty();
        return seen.get();
    }

    private static MockHttpServletRequest request(String user) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (!user.isEmpty()) {
            request.setUserPrincipal(() -> user);
        }
        request.setRemoteAddr("192.0.2.7");
        request.addHeader("X-Request-Id", "request-1");
        return request;
    }

    @Test
    void theUserIsTheDataSubjectThatTheApplicationKnowsOrAUser() throws Exception {
        AuditContext member = during(request("member-3"), (r, proposed) -> proposed);
        assertThat(member.actor()).isEqualTo(Actor.of(SubjectRef.of("Member", "3")));
        assertThat(member.origin().address()).isEqualTo("192.0.2.7");
        assertThat(member.origin().requestId()).isEqualTo("request-1");
        assertThat(during(request("clerk"), (r, proposed) -> proposed).actor()).isEqualTo(Actor.user("clerk"));
        assertThat(during(request(""), (r, proposed) -> proposed).actor()).isEqualTo(Actor.UNKNOWN);
    }

    @Test
    void usersWhoseLongNamesBeginAlikeAreTwoActors() throws Exception {
        String name = "cn=" + "x".repeat(300);
        Actor one = during(request(name + "1"), (r, proposed) -> proposed).actor();
        assertThat(one)
                .isEqualTo(Actor.user(name + "1"))
                .isNotEqualTo(
                        during(request(name + "2"), (r, proposed) -> proposed).actor());
    }

    @Test
    void theApplicationHasTheLastWord() throws Exception {
        AuditContext context = during(
                request("clerk"),
                (r, proposed) -> proposed.by(proposed.actor().onBehalfOf(Actor.user("anna")))
                        .withPurpose("support"));
        assertThat(context.actor().onBehalfOf()).isEqualTo(Actor.user("anna"));
        assertThat(context.purpose()).isEqualTo("support");
    }

    @Test
    void theContextFollowsToOtherThreadsAndLeavesThemAsTheyWere() throws Exception {
        ContextRegistry registry = new ContextRegistry();
        registry.registerThreadLocalAccessor(new AuditContextAccessor());
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
                .contextRegistry(registry)
                .clearMissing(true)
                .build();
        ExecutorService plain = Executors.newSingleThreadExecutor();
        ExecutorService carrying = ContextExecutorService.wrap(plain, snapshots::captureAll);
        try {
            AuditContext anna = AuditContext.of(Actor.user("anna"), "support");
            try (var scope = anna.open()) {
                assertThat(carrying.submit(AuditContext::current).get()).isEqualTo(anna);
            }
            assertThat(plain.submit(AuditContext::opened).get()).isEmpty();
            assertThat(carrying.submit(AuditContext::opened).get()).isEmpty();
        } finally {
            plain.shutdown();
        }
    }
}
