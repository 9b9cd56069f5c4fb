package dev.rasura.internal.hibernate;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** The name of the constraint that a statement broke, by what Hibernate's dialect makes of the driver's failure. */
public final class ViolatedConstraint {

    /** A name and nothing after it: H2 goes on with the row's values. */
    private static final Pattern NAME = Pattern.compile("^\"?([A-Za-z_][\\w$]*(?:\\.[A-Za-z_][\\w$]*)*)");

    private ViolatedConstraint() {}

    /** The constraint, or for a value that may not be null its column; empty if the driver does not tell. */
    public static Optional<String> name(SharedSessionContractImplementor session, SQLException failure) {
        @Nullable String extracted;
        try {
            extracted = session.getFactory()
                    .getJdbcServices()
                    .getDialect()
                    .getViolatedConstraintNameExtractor()
                    .extractConstraintName(failure);
        } catch (RuntimeException e) {
            // It reads the driver's message, which may be in any language.
            return Optional.empty();
        }
        if (extracted == null) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(extracted);
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
