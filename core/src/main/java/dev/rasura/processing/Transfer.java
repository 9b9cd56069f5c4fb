package dev.rasura.processing;

import java.util.Objects;

/**
 * A transfer of personal data to a third country or an international organisation (GDPR Art. 30(1)(e)).
 *
 * @param country the country or organisation
 * @param recipient who receives the data there, or empty: the record then prints {@code MISSING}
 * @param safeguard what makes it lawful: an adequacy decision, standard contractual clauses (Art. 45 to 49), or empty: the
 *     record then prints {@code MISSING}
 */
public record Transfer(String country, String recipient, String safeguard) {

    public Transfer {
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(safeguard, "safeguard");
        if (country.isBlank()) {
            throw new IllegalArgumentException("The third country of a transfer must be named, but is blank.");
        }
    }
}
