package dev.rasura.export;

/** The form of an export. Each is a structured, commonly used and machine-readable format (GDPR Art. 20(1)). */
public enum ExportFormat {
    /** {@code data.json}, a CSV file for each table, attachments, and {@code manifest.json} with SHA-256 of each part. */
    ZIP,
    /** One JSON document, attachments in base64. */
    JSON
}
