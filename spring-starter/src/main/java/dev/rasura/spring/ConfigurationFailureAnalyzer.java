package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in Spring's terms what Rasura lacks. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        String message = String.valueOf(cause.getMessage());
        StringBuilder action = new StringBuilder("Do what the description says.");
        if (message.contains("secrets") || message.contains("Keygen")) {
            action.append(
                    " In a Spring Boot application rasura.keys.file names the file that dev.rasura.Keygen wrote.");
        }
        if (message.contains("own tables are absent")) {
            action.append(" In a Spring Boot application rasura.tables.initialize=always creates them.");
        }
        action.append(" rasura.enabled=false does without Rasura.");
        return new FailureAnalysis(message, action.toString(), cause);
    }
}
