package dev.rasura.internal.sql;

import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application's own strategy over one column. Values pass as the text that the database makes of them. */
public final class OwnStrategy {

    private final OverwriteStrategy strategy;
    private final OverwriteTarget target;
    private final ValueType type;

    public OwnStrategy(OverwriteStrategy strategy, DatabaseFamily family, Table table, ColumnPlan plan) {
        this(strategy, family, table, plan, RowConditions.ROW);
    }

    OwnStrategy(OverwriteStrategy strategy, DatabaseFamily family, Table table, ColumnPlan plan, String alias) {
        Column column = plan.column();
        this.strategy = strategy;
        this.type = column.type();
        this.target = new OverwriteTarget(
                family.scriptFolder(),
                table.name(),
                column.name(),
                plan.attribute(),
                alias + "." + column.sql(),
                column.sqlType(),
                valueType(column.type()),
                column.length(),
                column.nullable(),
                table.inUniqueKey(column.name()));
    }

    /** Why it cannot overwrite the column, or null. */
    public @Nullable String refusal() {
        String who = "the overwrite strategy " + name();
        try {
            return refusal(who);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return who + " fails at start with " + e.getClass().getName();
        }
    }

    private @Nullable String refusal(String who) {
        String description = strategy.describe();
        if (description == null || description.isBlank()) {
            return who + " does not describe what it does. Let describe() say it, as a plan prints it";
        }
        if (strategy.result() == null) {
            return who + " does not say what the value is afterwards: result() returns null. Let it be ANONYMISED or"
                    + " PSEUDONYMISED";
        }
        Optional<String> refusal = strategy.refusal(target);
        if (refusal == null) {
            return who
                    + " does not say whether it can: refusal() returns null. Let it return Optional.empty() if it can";
        }
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<OverwriteExpression> sql = strategy.sql(target);
        if (sql == null) {
            return who
                    + " does not say whether it works in SQL: sql() returns null. Let it return Optional.empty() if it"
                    + " works in Java";
        }
        if (sql.isPresent()) {
            return null;
        }
        if (target.valueType() == null) {
            return "a " + target.sqlType() + " cannot be overwritten in Java, and " + name()
                    + " has no SQL form for it. Give it one, or choose NULL";
        }
        return inJava("write") && inJava("isWritten")
                ? null
                : who + " has neither an SQL form (sql) for it nor a Java form (write and isWritten). Give it one";
    }

    private boolean inJava(String method) {
        try {
            return strategy.getClass()
                            .getMethod(method, Object.class, OverwriteTarget.class)
                            .getDeclaringClass()
                    != OverwriteStrategy.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In SQL; empty if it works in Java, and if it says neither, which {@link #refusal} names. */
    public Optional<OverwriteExpression> expression() {
        Optional<OverwriteExpression> sql = strategy.sql(target);
        return sql == null ? Optional.empty() : sql;
    }

    public boolean isWritten(String text) {
        return strategy.isWritten(value(text), target);
    }

    /** @throws BrokenStrategyException if it writes what it does not know again, or what does not fit the column */
    public @Nullable String write(String text) {
        Object written = strategy.write(value(text), target);
        if (written == null) {
            if (target.nullable()) {
                return null;
            }
            throw broken("wrote null");
        }
        if (!Objects.requireNonNull(target.valueType()).isInstance(written)) {
            throw broken("wrote a " + written.getClass().getSimpleName());
        }
        if (!strategy.isWritten(written, target)) {
            throw broken("wrote a value that it does not know again");
        }
        String result = written instanceof BigDecimal number ? number.toPlainString() : written.toString();
        if (target.length() >= 0 && result.length() > target.length()) {
            throw broken("wrote a value that is too long");
        }
        return result;
    }

    private BrokenStrategyException broken(String what) {
        return new BrokenStrategyException(
                "The overwrite strategy " + strategy.getClass().getName() + " " + what + " for " + target.table() + "."
                        + target.column() + " (" + target.sqlType() + ").");
    }

    public String name() {
        return strategy.getClass().getName();
    }

    /** It broke its contract; the message holds no value. */
    public static final class BrokenStrategyException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        BrokenStrategyException(String message) {
            super(message);
        }
    }

    private Object value(String text) {
        return switch (type) {
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case UUID -> UUID.fromString(text);
            default -> text;
        };
    }

    private static @Nullable Class<?> valueType(ValueType type) {
        return switch (type) {
            case TEXT, JSON -> String.class;
            case INTEGER -> Long.class;
            case DECIMAL -> BigDecimal.class;
            case DATE -> LocalDate.class;
            case UUID -> UUID.class;
            default -> null;
        };
    }
}
