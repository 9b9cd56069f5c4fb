package dev.rasura.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to overwrite a value that is not in the catalogue of {@link dev.rasura.annotation.Strategy}: named on an attribute by
 * {@code @PersonalData(onErasure = Strategy.CUSTOM, custom = ...)}, or given to
 * {@link dev.rasura.datamap.Overwrite#with(OverwriteStrategy)}.
 *
 * <p>It works in SQL, by {@link #sql}, with one statement for all rows of a table; or, where the database cannot compute the
 * value or must not see how, in Java, by {@link #write} and {@link #isWritten}: once for each distinct value, one statement
 * for every 1,000 of them, or for fewer where they are long. Whichever it is, it must tell a value that it has written from one that is still due: an erasure
 * that runs twice changes nothing the second time.
 *
 * <p>Called from many threads, within the erasure's transaction; it must not touch the database itself, keep values, or log
 * them. The value written must fit the column; where it may not, {@link #refusal} says so at start.
 */
public interface OverwriteStrategy {

    /** What the value is afterwards. */
    enum Result {
        /** Nothing leads back from the new value to the person, for anyone. */
        ANONYMISED,
        /** Somebody can lead back, by a key or a table of names: it is personal data still (GDPR Art. 4(5)). */
        PSEUDONYMISED
    }

    /**
     * What it does, as a plan prints it, as {@code "last four digits"}. It is a part of the plan's hash: change it when the
     * strategy changes, and approved plans are approved again.
     */
    String describe();

    Result result();

    /** Why it cannot overwrite this column, with the cure; empty if it can. Asked at start. */
    Optional<String> refusal(OverwriteTarget target);

    /**
     * The strategy in the database's own words, or empty if it works in Java. Asked at start, several times for each column:
     * it must answer the same each time.
     */
    default Optional<OverwriteExpression> sql(OverwriteTarget target) {
        return Optional.empty();
    }

    /**
     * The new value for a value that is still due.
     *
     * @param value never null; of {@link OverwriteTarget#valueType()}
     * @return a value of the same type, for which {@link #isWritten} is true; or null where the column may be null
     */
    default @Nullable Object write(Object value, OverwriteTarget target) {
        throw new UnsupportedOperationException(getClass().getName() + " has neither an SQL form nor a Java form.");
    }

    /** Whether the value is one that this strategy writes. */
    default boolean isWritten(Object value, OverwriteTarget target) {
        throw new UnsupportedOperationException(getClass().getName() + " has neither an SQL form nor a Java form.");
    }
}
