package dev.rasura.internal.sql;

import dev.rasura.internal.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands for a question mark. */
public sealed interface Bind {

    /** The value of a column of the root's row, or of many roots' rows, read when the root was locked. */
    record RootColumn(String table, String column) implements Bind {}

    /** What tells rows that this run found beforehand from those of others. */
    record Run() implements Bind {}

    /** Some values, bound as one; of people's rows, so never printed. */
    record Among(ValueType type, List<Object> values) implements Bind {
        public Among {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "Among[withheld]";
        }
    }

    /** A value that the data map fixes. */
    record Constant(@Nullable Object value) implements Bind {}
}
