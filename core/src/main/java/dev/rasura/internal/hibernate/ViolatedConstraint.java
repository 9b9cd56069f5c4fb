package dev.rasura.internal.hibernate;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Which constraint a statement or a commit broke. Never a value. */
public final class ViolatedConstraint {

    /** A name and nothing after it: H2 goes on with the row's values. */
    private static final Pattern NAME = Pattern.compile("^\"?([A-Za-z_][\\w$]*(?:\\.[A-Za-z_][\\w$]*)*)");

    private ViolatedConstraint() {}

    /** In words, as {@code a unique constraint (one_login) of member}, as far as the driver tells; empty for other failures. */
    public static Optional<String> describe(SharedSessionContractImplementor session, SQLException failure) {
        String kind = kind(failure);
        if (kind == null) {
            return Optional.empty();
        }
        Optional<String> name = told(failure, "getConstraint").or(() -> extracted(session, failure));
        Optional<String> table = told(failure, "getTable");
        return Optional.of(kind
                + name.map(n -> " (" + n + ")").orElse("")
                + table.map(t -> " of " + t).orElse(""));
    }

    private static @Nullable String kind(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "23505" -> "a unique constraint";
            case "23502" -> "a NOT NULL constraint";
            case "23503", "23506" -> "a foreign key";
            case "23513", "23514" -> "a check constraint";
            case "23P01" -> "an exclusion constraint";
            case "22001" -> "a column's length";
            case "22003" -> "a number's range";
            // MariaDB has one state for all of them.
            case "23000" ->
                switch (failure.getErrorCode()) {
                    case 1062 -> "a unique constraint";
                    case 1048 -> "a NOT NULL constraint";
                    case 1451, 1452 -> "a foreign key";
                    case 4025 -> "a check constraint";
                    default -> "a constraint";
                };
            default -> null;
        };
    }

    /** PostgreSQL sends names apart from its message, which is in the server's language. Its driver need not be there. */
    private static Optional<String> told(SQLException failure, String what) {
        try {
            Method fields = failure.getClass().getMethod("getServerErrorMessage");
            Object message = fields.invoke(failure);
            return message == null
                    ? Optional.empty()
                    : name((String) message.getClass().getMethod(what).invoke(message));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** By what Hibernate's dialect makes of the driver's message; for a value that may not be null its column. */
    private static Optional<String> extracted(SharedSessionContractImplementor session, SQLException failure) {
        try {
            return name(session.getFactory()
                    .getJdbcServices()
                    .getDialect()
                    .getViolatedConstraintNameExtractor()
                    .extractConstraintName(failure));
        } catch (RuntimeException e) {
            // The message may be in any language.
            return Optional.empty();
        }
    }

    private static Optional<String> name(@Nullable String text) {
        Matcher name = NAME.matcher(text == null ? "" : text);
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
