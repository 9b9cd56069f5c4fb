package dev.rasura.example.recruitment.app;

import dev.rasura.SubjectRef;
import dev.rasura.example.recruitment.Candidate;
import dev.rasura.example.recruitment.Recruiter;
import dev.rasura.example.recruitment.RecruitmentGenerator;
import dev.rasura.spring.SubjectResolver;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * Four logins with a password that everyone knows. They live in memory, beside the platform's people: who erases their
 * account here can still log in, and sees that nothing of theirs is left.
 */
@Configuration(proxyBeanMethods = false)
class DemoUsers {

    private static final Logger LOG = LoggerFactory.getLogger(DemoUsers.class);

    static final String PASSWORD = "demo";

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(Stream.of("candidate", "recruiter", "admin", "dpo")
                .map(name -> User.withUsername(name)
                        .password("{noop}" + PASSWORD)
                        .roles(name.toUpperCase(Locale.ROOT))
                        .build())
                .toList());
    }

    /** Who of the platform's people a login is. The administrator and the data protection officer are none of them. */
    @Bean
    SubjectResolver subjects(@Value("${recruitment.people}") int people) {
        Map<String, SubjectRef> subjects = Map.of(
                "candidate", SubjectRef.of(Candidate.class, RecruitmentGenerator.firstCandidate(people)),
                "recruiter", SubjectRef.of(Recruiter.class, 1));
        return user -> Optional.ofNullable(subjects.get(user.getName()));
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        LOG.warn("==============================================================================");
        LOG.warn("DEMO USERS: candidate, recruiter, admin, dpo. EACH HAS THE PASSWORD '{}'.", PASSWORD);
        LOG.warn("Anyone who reaches this port can read and erase what is here. Never put real data in.");
        LOG.warn("==============================================================================");
    }
}
