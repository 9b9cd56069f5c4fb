package dev.rasura.example.recruitment.app;

import dev.rasura.Keygen;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** New secrets for each start, as long as none are configured and the data do not outlive the process either. */
@Configuration(proxyBeanMethods = false)
@Profile("!postgres")
@Conditional(DemoKeys.NoneConfigured.class)
class DemoKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DemoKeys.class);

    @Bean
    KeyProvider demoKeyProvider() throws IOException {
        Path file = Files.createTempDirectory("recruitment").resolve("keys.properties");
        Keygen.generate(file, "example.com/recruitment");
        LOG.warn("==============================================================================");
        LOG.warn("DEMO SECRETS, new at each start, are in {}.", file);
        LOG.warn("What is pseudonymised or signed with them cannot be followed up after this run.");
        LOG.warn("Write your own with dev.rasura.Keygen and set rasura.keys.file.");
        LOG.warn("==============================================================================");
        return KeyFile.read(file);
    }

    /** Neither a key file nor entries of one. */
    static final class NoneConfigured extends NoneNestedConditions {

        NoneConfigured() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("rasura.keys.file")
        static class File {}

        @ConditionalOnProperty("rasura.keys.secret")
        static class Entries {}
    }
}
