package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in Spring's terms what Rasura lacks. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), """
                Do what the description says. In a Spring Boot application:
                  - the secrets: rasura.keys.file names the file that dev.rasura.Keygen wrote
                  - Rasura's own tables: rasura.tables.initialize=always creates them; or copy the script of \
                Rasura.tablesScript(...) into your migrations
                  - rasura.enabled=false does without Rasura""", cause);
    }
}
