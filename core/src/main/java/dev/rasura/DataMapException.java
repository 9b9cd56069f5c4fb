package dev.rasura;

import java.util.List;

/** The data map is incomplete or contradicts itself. All findings come at once, each with its cure. */
public final class DataMapException extends RasuraException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> findings;

    public DataMapException(String headline, List<String> findings) {
        super(headline + findings.stream().map(f -> "\n  - " + f).reduce("", String::concat));
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, a sentence each: entity, attribute or column, and the cure. */
    public List<String> findings() {
        return findings;
    }
}
