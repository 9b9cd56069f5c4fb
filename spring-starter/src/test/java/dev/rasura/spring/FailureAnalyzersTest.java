package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.ConfigurationException;
import dev.rasura.DataMapException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class FailureAnalyzersTest {

    @Test
    void allFindingsOfTheDataMapAreShown() {
        FailureAnalysis analysis = analyze(new DataMapException(
                "The data map has 2 findings.", List.of("Member.email is nobody's", "Letter has two owners")));

        assertThat(analysis.getDescription()).contains("Member.email is nobody's", "Letter has two owners");
        assertThat(analysis.getAction()).contains("DataMapCustomizer");
    }

    @Test
    void aMissingSettingIsNamedInSpringsTerms() {
        FailureAnalysis analysis = analyze(new ConfigurationException("Rasura's own tables are absent."));

        assertThat(analysis.getDescription()).isEqualTo("Rasura's own tables are absent.");
        assertThat(analysis.getAction())
                .contains("rasura.tables.initialize=always", "rasura.enabled=false")
                .doesNotContain("rasura.keys.file");
        assertThat(analyze(new ConfigurationException("Rasura needs its two secrets."))
                        .getAction())
                .contains("rasura.keys.file")
                .doesNotContain("rasura.tables");
    }

    @Test
    void whatIsNeitherAboutSecretsNorTablesGetsNoHintsAboutThem() {
        assertThat(analyze(new ConfigurationException("rasura.audit.seal-cron is no cron expression."))
                        .getAction())
                .doesNotContain("rasura.keys.file", "rasura.tables");
    }

    private static FailureAnalysis analyze(RuntimeException failure) {
        Throwable wrapped = new IllegalStateException("Bean creation failed", failure);
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, cause) -> {
                    // Those of Spring Boot that want a bean factory are not asked.
                })
                .stream()
                .filter(analyzer -> analyzer.getClass().getPackageName().equals("dev.rasura.spring"))
                .map(analyzer -> analyzer.analyze(wrapped))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElseThrow();
    }
}
