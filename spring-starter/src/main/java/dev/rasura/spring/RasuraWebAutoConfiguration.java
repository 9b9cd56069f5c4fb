package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import dev.rasura.Rasura;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.erasure.Erasures;
import dev.rasura.export.Exports;
import dev.rasura.spi.EventSink;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The endpoints for the data subject, off by default, and the audit of requests, on by default. */
@AutoConfiguration(after = {RasuraAutoConfiguration.class, WebMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(Rasura.class)
public final class RasuraWebAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.web");

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("rasura.web.enabled")
    static class Endpoints {

        @Bean
        ExportEndpoint rasuraExportEndpoint(Exports exports, ObjectProvider<SubjectResolver> resolver) {
            return new ExportEndpoint(exports, required(resolver));
        }

        @Bean
        ErasureEndpoint rasuraErasureEndpoint(Erasures erasures, ObjectProvider<SubjectResolver> resolver) {
            return new ErasureEndpoint(erasures, required(resolver));
        }

        @Bean
        ProblemAdvice rasuraProblemAdvice() {
            return new ProblemAdvice();
        }

        private static SubjectResolver required(ObjectProvider<SubjectResolver> resolver) {
            SubjectResolver found = resolver.getIfUnique();
            if (found == null) {
                throw new ConfigurationException(
                        "rasura.web.enabled is true, but there is not exactly one SubjectResolver bean, so nobody can tell"
                                + " which data subject a caller is. Declare one that maps your Principal to a SubjectRef.");
            }
            return found;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "rasura.audit.context", matchIfMissing = true)
    static class Context {

        /** Within security, whatever that is. */
        @Bean
        FilterRegistrationBean<AuditContextFilter> rasuraAuditContextFilter(
                ObjectProvider<RequestContext> resolver, ObjectProvider<SubjectResolver> subjects) {
            RequestContext named = resolver.getIfUnique(() -> (request, proposed) -> proposed);
            var registration = new FilterRegistrationBean<>(
                    new AuditContextFilter(named, new KnownActors(subjects.getIfUnique())));
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            registration.setAsyncSupported(true);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "rasura.audit.requests", matchIfMissing = true)
    static class Requests {

        /** After the filter that restores the caller's address behind a proxy, before security. */
        private static final int OUTSIDE = Ordered.HIGHEST_PRECEDENCE + 20;

        @Bean
        FilterRegistrationBean<RequestAuditFilter> rasuraRequestAuditFilter(
                AuditTrail trail,
                ObjectProvider<EventSink> sinks,
                ObjectProvider<SubjectResolver> subjects,
                ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
            var registration = new FilterRegistrationBean<>(new RequestAuditFilter(new RequestRecord(
                    trail,
                    new Routes(mappings),
                    new KnownActors(subjects.getIfUnique()),
                    new StrangersLimit(Clock.systemUTC()),
                    takesRequests(trail, sinks))));
            registration.setDispatcherTypes(DispatcherType.REQUEST);
            registration.setAsyncSupported(true);
            registration.setOrder(OUTSIDE);
            return registration;
        }

        private static boolean takesRequests(AuditTrail trail, ObjectProvider<EventSink> sinks) {
            boolean takes = trail.stream().sinks(EventCatalogue.HTTP_REQUEST).trail()
                    || sinks.stream().anyMatch(sink -> !(sink instanceof LogLineSink lines) || lines.isSetUp());
            if (!takes) {
                LOG.warn(
                        "Requests are not recorded, but for those that are denied or fail, because there is no audit stream:"
                                + " include dev/rasura/spring/audit-appender.xml in logback-spring.xml, or say where they go with"
                                + " rasura.audit.sinks.http.request=trail, or that they are not wanted with"
                                + " rasura.audit.requests=false.");
            }
            return takes;
        }

        /** Within security, whatever that is, for requests that it lets through. */
        @Bean
        FilterRegistrationBean<KnownUser> rasuraKnownUser() {
            var registration = new FilterRegistrationBean<>(new KnownUser());
            registration.setDispatcherTypes(DispatcherType.REQUEST);
            registration.setAsyncSupported(true);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }

        /** Between authentication and authorisation in Spring Security, for requests that are denied. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass({HttpSecurity.class, AuthorizationFilter.class})
        static class Denied {

            @Bean
            Customizer<HttpSecurity> rasuraKnownUserCustomizer() {
                return http -> http.addFilterBefore(new KnownUser(), AuthorizationFilter.class);
            }
        }
    }
}
