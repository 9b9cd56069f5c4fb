package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import dev.rasura.RasuraException;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.Retentions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the configured retention rules one after the other. How each ended is logged by the core; one that fails is logged
 * here, and does not keep the others back.
 */
final class RetentionRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.retention");

    private final Retentions retentions;
    private final List<String> rules;
    private final RetentionOptions options;

    RetentionRun(Retentions retentions, List<String> configured, RetentionOptions options) {
        this.retentions = retentions;
        this.options = options;
        List<String> known =
                retentions.rules().stream().map(RetentionRule::name).toList();
        configured.stream().filter(rule -> !known.contains(rule)).findFirst().ifPresent(rule -> {
            throw new ConfigurationException("There is no retention rule '" + rule + "', which rasura.retention.rules"
                    + " names. The rules of the data map are: " + String.join(", ", known) + ".");
        });
        this.rules = configured.isEmpty() ? known : List.copyOf(configured);
    }

    @Override
    public void run() {
        for (String rule : rules) {
            try {
                retentions.run(rule, options);
            } catch (RasuraException e) {
                // The message holds nothing personal; that of a cause may quote a row.
                LOG.error("Retention rule '{}' failed: {}", rule, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error(
                        "Retention rule '{}' failed with {}.",
                        rule,
                        e.getClass().getName());
            }
        }
    }
}
