package dev.rasura.example.recruitment.app;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** HTTP Basic with each request, and no session. */
@Configuration(proxyBeanMethods = false)
class Security {

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/jobs")
                        .permitAll()
                        .requestMatchers("/applications")
                        .hasRole("RECRUITER")
                        .requestMatchers("/candidates/**")
                        .hasAnyRole("RECRUITER", "ADMIN")
                        .requestMatchers("/retention")
                        .hasRole("ADMIN")
                        .requestMatchers("/audit/**")
                        .hasRole("DPO")
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie carries the login, and clients of this API send the header themselves. A browser that was
                // given the password in its own dialogue would send it from other sites too: an application with pages
                // keeps CSRF protection on, or DELETE /users/me is a link away.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
