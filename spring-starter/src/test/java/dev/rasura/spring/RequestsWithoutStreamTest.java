package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Where no stream is set up, requests are left out aloud, and not lost one by one. */
@ExtendWith(OutputCaptureExtension.class)
class RequestsWithoutStreamTest {

    private static final String WARNING = "Requests are not recorded, but for those that are denied or fail";

    private final WebApplicationContextRunner application = Contexts.complete(new WebApplicationContextRunner())
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    RasuraWebAutoConfiguration.class));

    private static List<String> recordedOf(AssertableWebApplicationContext context, int... statuses) {
        FilterRegistrationBean<?> filter = context.getBean("rasuraRequestAuditFilter", FilterRegistrationBean.class);
        AuditTrail trail = context.getBean(AuditTrail.class);
        for (int status : statuses) {
            MockHttpServletRequest request = new MockHttpServletRequest("PROPFIND", "/letters/4711");
            request.setUserPrincipal(() -> "a".repeat(300));
            FilterChain chain = (req, response) -> ((HttpServletResponse) response).setStatus(status);
            try {
                filter.getFilter().doFilter(request, new MockHttpServletResponse(), chain);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        trail.awaitWritten(Duration.ofSeconds(20));
        assertThat(trail.stream().lost()).isEmpty();
        assertThat(trail.lost()).isEmpty();
        return trail.events(AuditQuery.all()).stream()
                .map(event -> event.type() + " " + event.action() + " " + event.entity())
                .sorted()
                .toList();
    }

    @Test
    void theyAreLeftOutAndAWarningSaysSo(CapturedOutput output) {
        application.run(context -> assertThat(recordedOf(context, 200, 403, 404))
                .containsExactly("http.denied OTHER unmatched", "http.failed OTHER unmatched"));
        assertThat(output).contains(WARNING);
    }

    @Test
    void orGoToTheTrailIfTheConfigurationSaysSo(CapturedOutput output) {
        application
                .withPropertyValues("rasura.audit.sinks.http.request=trail")
                .run(context -> assertThat(recordedOf(context, 200)).containsExactly("http.request OTHER unmatched"));
        assertThat(output).doesNotContain(WARNING);
    }

    @Test
    void orAreSwitchedOff() {
        application
                .withPropertyValues("rasura.audit.requests=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("rasuraRequestAuditFilter"));
    }
}
