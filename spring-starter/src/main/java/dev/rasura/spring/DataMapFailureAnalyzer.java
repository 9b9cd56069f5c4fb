package dev.rasura.spring;

import dev.rasura.DataMapException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists everything that is wrong with the data map, each with its cure. */
final class DataMapFailureAnalyzer extends AbstractFailureAnalyzer<DataMapException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataMapException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct each finding by annotations on the entity, or in a DataMapCustomizer bean where a class cannot be"
                        + " annotated.",
                cause);
    }
}
