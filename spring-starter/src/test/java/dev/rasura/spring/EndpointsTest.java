package dev.rasura.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import dev.rasura.export.Exports;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class EndpointsTest {

    private static final Principal ADA = () -> "ada";
    private static final Principal ADMIN = () -> "admin";

    private final ScriptedExports exports = new ScriptedExports();
    private final WebApplicationContextRunner unresolved = Contexts.complete(new WebApplicationContextRunner())
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    RasuraWebAutoConfiguration.class))
            .withBean(Exports.class, () -> exports)
            .withPropertyValues("rasura.web.enabled=true");
    private final WebApplicationContextRunner application =
            unresolved.withBean(SubjectResolver.class, () -> EndpointsTest::resolve);

    private static Optional<SubjectRef> resolve(Principal user) {
        return user.getName().equals("ada") ? Optional.of(SubjectRef.of(Member.class, 1)) : Optional.empty();
    }

    @Test
    void thereAreNoneUnlessTheyAreSwitchedOn() {
        application
                .withPropertyValues("rasura.web.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ExportEndpoint.class)
                        .doesNotHaveBean(ErasureEndpoint.class));
    }

    @Test
    void withoutResolverTheStartFails() {
        unresolved.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SubjectResolver"));
    }

    @Test
    void anExportIsADownloadForThePersonAlone() {
        application.run(context -> mvc(context)
                .perform(get("/users/me/data-export").principal(ADA).header("User-Agent", "test"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/zip"))
                .andExpect(header().string(
                                "Content-Disposition",
                                "attachment; filename=\"user_data_1.zip\"; filename*=UTF-8''user_data_1.zip"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(content().bytes("the whole export".getBytes(UTF_8))));
        assertThat(exports.context.actor().type()).isEqualTo("Member");
        assertThat(exports.context.actor().id()).isEqualTo("1");
        assertThat(exports.context.origin().address()).isEqualTo("127.0.0.1");
        assertThat(exports.context.origin().userAgent()).isEqualTo("test");
        assertThat(AuditContext.current().actor().isSystem()).isTrue();
    }

    @Test
    void aHeadRequestExportsNothing() {
        application.run(context -> mvc(context)
                .perform(head("/users/me/data-export").principal(ADA))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/zip")));
        assertThat(exports.context).isNull();
    }

    @Test
    void whoeverIsNotLoggedInIsRefused() {
        application.run(context -> {
            mvc(context)
                    .perform(get("/users/me/data-export"))
                    .andExpect(status().isUnauthorized())
                    .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
            mvc(context).perform(delete("/users/me")).andExpect(status().isUnauthorized());
        });
    }

    @Test
    void whoeverIsNoSubjectIsNotFound() {
        application.run(context -> {
            mvc(context)
                    .perform(get("/users/me/data-export").principal(ADMIN))
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
            mvc(context).perform(delete("/users/me").principal(ADMIN)).andExpect(status().isNotFound());
            mvc(context).perform(delete("/users/me").principal(ADA)).andExpect(status().isNotFound());
        });
    }

    @Test
    void aFailureBeforeTheFirstByteIsAProblemAndNoDownload() {
        exports.failure = new DutyFailedException("SQLSTATE 40001", new IllegalStateException("ada@example.com"));
        application.run(context -> mvc(context)
                .perform(get("/users/me/data-export").principal(ADA).accept("application/zip"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().doesNotExist("Content-Disposition"))
                .andExpect(jsonPath("$.detail").value("The request failed and nothing was changed. Try again later.")));
    }

    @Test
    void aSubjectThatIsGoneIsNotFound() {
        exports.failure = new SubjectNotFoundException("gone");
        application.run(context -> mvc(context)
                .perform(get("/users/me/data-export").principal(ADA))
                .andExpect(status().isNotFound()));
    }

    @Test
    void anErasureTellsWhatWasDoneAndARepetitionThatNothingWasLeft() {
        application.run(context -> {
            Contexts.join(context, 1, "ada@example.com");
            mvc(context)
                    .perform(delete("/users/me").principal(ADA))
                    .andExpect(status().isOk())
                    .andExpect(header().string("Cache-Control", "no-store"))
                    .andExpect(jsonPath("$.outcome").value("EXECUTED"))
                    .andExpect(jsonPath("$.rows.ANONYMISED").value(1))
                    .andExpect(jsonPath("$.kept").isEmpty());
            assertThat(Contexts.emailOf(context, 1)).isNotEqualTo("ada@example.com");
            mvc(context)
                    .perform(delete("/users/me").principal(ADA))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.outcome").value("ALREADY_ERASED"));
        });
    }

    @Test
    void thePathIsTheApplicationsChoice() {
        application.withPropertyValues("rasura.web.base-path=/account").run(context -> {
            mvc(context).perform(get("/account/data-export").principal(ADA)).andExpect(status().isOk());
            mvc(context).perform(get("/users/me/data-export").principal(ADA)).andExpect(status().isNotFound());
            mvc(context).perform(post("/account").principal(ADA)).andExpect(status().isMethodNotAllowed());
        });
    }

    @Test
    void aFileNameHoldsNothingThatAFileSystemOrHeaderMinds() {
        assertThat(ExportEndpoint.fileName("42")).isEqualTo("user_data_42.zip");
        assertThat(ExportEndpoint.fileName("../a\"b\r\nc:d/é")).isEqualTo("user_data_.._a_b__c_d_é.zip");
        assertThat(ExportEndpoint.fileName("x".repeat(300))).hasSize(114);
    }

    private static MockMvc mvc(WebApplicationContext context) {
        return MockMvcBuilders.webAppContextSetup(context).build();
    }

    /** Writes a text for an export, or fails. */
    static final class ScriptedExports implements Exports {

        RuntimeException failure;
        AuditContext context;

        @Override
        public ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out) {
            context = AuditContext.current();
            if (failure != null) {
                throw failure;
            }
            try {
                out.write("the whole export".getBytes(UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new ExportManifest(
                    UUID.randomUUID(), "Member", Instant.EPOCH, true, true, 1, 16, List.of(), List.of(), List.of());
        }

        @Override
        public ExportManifest write(
                SubjectRef subject, ExportFormat format, OutputStream out, EntityManager entityManager) {
            throw new UnsupportedOperationException();
        }
    }
}
