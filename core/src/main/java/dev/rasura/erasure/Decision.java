package dev.rasura.erasure;

import java.util.Objects;

/**
 * One decision of an erasure plan: what it is about, and what was decided.
 *
 * @param about as {@code Loan.email}, {@code Loan: rows by borrower}, {@code Loan: ground "Fine unpaid"}
 * @param decision as {@code random token}, {@code DELETE}
 */
public record Decision(String about, String decision) {
    public Decision {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(decision, "decision");
    }
}
