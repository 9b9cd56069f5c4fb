package dev.rasura.processing;

import java.util.Objects;

/**
 * Who answers for the processing, with contact details (GDPR Art. 30(1)(a)).
 *
 * @param address where letters reach it, or empty: the record then prints {@code MISSING}
 * @param contact e-mail or telephone, or empty: the record then prints {@code MISSING}
 */
public record Party(String name, String address, String contact) {

    public Party {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(contact, "contact");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A party of a record of processing must be named, but is blank.");
        }
    }
}
