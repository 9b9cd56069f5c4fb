package dev.rasura.internal.hibernate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells whether an expression of the database ({@code @ColumnTransformer}) makes another value of the same one each time. */
final class ChangingExpression {

    /** What is the same within a transaction, or may not be asked in one that only reads. */
    private static final Pattern BY_NAME = Pattern.compile(
            "\\b(now|sysdate|systimestamp|curdate|curtime|unix_timestamp|getdate|timeofday"
                    + "|(current|utc)_(date|time|timestamp)|localtime(stamp)?"
                    + "|(clock|statement|transaction)_timestamp"
                    + "|nextval|next\\s+value)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final List<Object> SAMPLES = List.of("probe@example.org", 1L);

    private final String expression;

    ChangingExpression(String expression) {
        this.expression = expression;
    }

    /** @param connection in a transaction; nothing is written */
    boolean isChanging(Connection connection) {
        return BY_NAME.matcher(expression).find()
                || SAMPLES.stream()
                        .flatMap(sample -> differs(connection, sample).stream())
                        .findFirst()
                        .orElse(false);
    }

    /** Empty where the expression is for values of another type. */
    private Optional<Boolean> differs(Connection connection, Object sample) {
        try {
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement twice = connection.prepareStatement("select " + expression + ", " + expression)) {
                long parameters = 2 * expression.chars().filter(c -> c == '?').count();
                for (int i = 1; i <= parameters; i++) {
                    twice.setObject(i, sample);
                }
                try (ResultSet values = twice.executeQuery()) {
                    values.next();
                    return Optional.of(!Objects.equals(values.getString(1), values.getString(2)));
                }
            } catch (SQLException e) {
                connection.rollback(before);
                return Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
