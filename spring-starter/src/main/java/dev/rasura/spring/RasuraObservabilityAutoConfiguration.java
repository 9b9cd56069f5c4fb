package dev.rasura.spring;

import dev.rasura.audit.AuditTrail;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and metrics of trail and stream, where Spring Boot's health module and Micrometer are there. */
@AutoConfiguration(after = RasuraAutoConfiguration.class)
@ConditionalOnBean({AuditTrail.class, SealRun.class})
public final class RasuraObservabilityAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class Healths {

        @Bean
        @ConditionalOnEnabledHealthIndicator("rasura")
        @ConditionalOnMissingBean(name = "rasuraHealthIndicator")
        HealthIndicator rasuraHealthIndicator(AuditTrail trail) {
            return new TrailHealthIndicator(trail);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        MeterBinder rasuraTrailMetrics(AuditTrail trail, SealRun seal) {
            return new TrailMetrics(trail, seal);
        }
    }
}
