package dev.rasura.audit;

/** Forms in which events are exported. What is mapped to what: {@code docs/audit-export-formats.md}. */
public enum AuditFormat {
    /** One JSON object a line, with the fields of {@link RecordedEvent}. */
    JSON_LINES,
    /** RFC 4180 with a header; cells that a spreadsheet would take for a formula begin with an apostrophe. */
    CSV,
    /** Open Cybersecurity Schema Framework 1.2.0, class API Activity (6003), one object a line. */
    OCSF,
    /** Elastic Common Schema 8.11, one object a line. */
    ECS
}
