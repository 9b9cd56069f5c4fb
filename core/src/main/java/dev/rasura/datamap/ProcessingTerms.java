package dev.rasura.datamap;

import dev.rasura.annotation.LegalBasis;
import java.util.List;
import java.util.Objects;

/**
 * Why personal data is held, where it came from and who receives it, as {@link dev.rasura.annotation.Processing} says it.
 *
 * @param purpose as a reviewer reads it, or empty if not said
 * @param source where the data comes from if not from the person (GDPR Art. 14(2)(f)), or empty
 * @param recipients by name or by category; empty if not said, {@link dev.rasura.annotation.Processing#NOBODY} if none
 */
public record ProcessingTerms(String purpose, LegalBasis basis, String source, List<String> recipients) {

    private static final ProcessingTerms NONE = new ProcessingTerms("", LegalBasis.UNSPECIFIED, "", List.of());

    public ProcessingTerms {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(source, "source");
        recipients = List.copyOf(recipients);
        if (recipients.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A recipient of personal data"
                    + (purpose.isBlank() ? "" : " held for '" + purpose + "'") + " must be named, but is blank.");
        }
    }

    /** Nothing is said. */
    public static ProcessingTerms none() {
        return NONE;
    }

    public static ProcessingTerms of(String purpose, LegalBasis basis) {
        return NONE.withPurpose(purpose).withBasis(basis);
    }

    public ProcessingTerms withPurpose(String text) {
        return new ProcessingTerms(text, basis, source, recipients);
    }

    public ProcessingTerms withBasis(LegalBasis legalBasis) {
        return new ProcessingTerms(purpose, legalBasis, source, recipients);
    }

    public ProcessingTerms withSource(String text) {
        return new ProcessingTerms(purpose, basis, text, recipients);
    }

    public ProcessingTerms withRecipients(String... names) {
        return new ProcessingTerms(purpose, basis, source, List.of(names));
    }

    /** These terms, and each part that is not said here as the others say it. */
    public ProcessingTerms or(ProcessingTerms others) {
        return new ProcessingTerms(
                purpose.isBlank() ? others.purpose : purpose,
                basis == LegalBasis.UNSPECIFIED ? others.basis : basis,
                source.isBlank() ? others.source : source,
                recipients.isEmpty() ? others.recipients : recipients);
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
