package dev.rasura.internal.erasure;

import dev.rasura.erasure.Treatment;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.sql.Bind;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites values that are computed in Java: read by a cursor, each distinct one once, and written back by one statement for
 * 1,000 of them, or for fewer where they are long.
 */
final class ComputedRun {

    private static final int VALUES_A_STATEMENT = 1_000;

    /** What is held in memory at most, but for one value. */
    private static final int CHARACTERS_A_STATEMENT = 1_000_000;

    private final SqlRun run;
    private final RootValues root;
    private final KeyRing keys;

    ComputedRun(SqlRun run, RootValues root, KeyRing keys) {
        this.run = run;
        this.root = root;
        this.keys = keys;
    }

    /** Takes down what was done. */
    interface Note {
        void changed(String table, Treatment treatment, long rows, List<String> columns);
    }

    long work(ErasureStep.Compute step, Note note) throws SQLException {
        long rows = 0;
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        long characters = 0;
        try (PreparedStatement distinct = run.prepare(step.values(), root)) {
            distinct.setFetchSize(fetchSize(step.column().column()));
            try (ResultSet result = distinct.executeQuery()) {
                while (result.next()) {
                    String value = result.getString(1);
                    if (!step.computed().due(value)) {
                        continue;
                    }
                    String written = step.computed().write(value, keys);
                    values.put(value, written);
                    characters += value.length() + (written == null ? 0 : written.length());
                    if (values.size() == VALUES_A_STATEMENT || characters >= CHARACTERS_A_STATEMENT) {
                        rows += replace(step, values);
                        values.clear();
                        characters = 0;
                    }
                }
            }
        }
        if (!values.isEmpty()) {
            rows += replace(step, values);
        }
        note.changed(
                step.table().table().name(),
                step.treatment(),
                rows,
                List.of(step.column().column().name() + ": "
                        + Objects.requireNonNull(step.column().overwrite()).describe()));
        return rows;
    }

    private long replace(ErasureStep.Compute step, Map<String, @Nullable String> values) throws SQLException {
        Column column = step.column().column();
        var raise = step.raise().apply(step.condition().and(among(step, values)));
        if (raise.isPresent()) {
            run.update(raise.get().sql(), root);
        }
        List<List<@Nullable String>> pairs = new ArrayList<>();
        values.forEach((old, written) -> pairs.add(Arrays.asList(old, written)));
        return run.update(
                step.overwrites().replacing(step.table().table(), column, pairs, step.version(), step.condition()),
                root);
    }

    private static Fragment among(ErasureStep.Compute step, Map<String, @Nullable String> values) {
        String value = step.overwrites().asText(step.column().column(), RowConditions.ROW);
        return Fragment.of(
                value + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                values.keySet().stream().map(Bind.Constant::new).toArray(Bind[]::new));
    }

    /** A document may be long: few of them at a time. */
    private static int fetchSize(Column column) {
        return column.length() >= 0 && column.length() <= 4_000 ? VALUES_A_STATEMENT : 50;
    }

    /** How many rows hold a value that is due. */
    static long countDue(SqlRun run, Fragment sql, RootValues root, ComputedValue computed) throws SQLException {
        long rows = 0;
        try (PreparedStatement values = run.prepare(sql, root)) {
            values.setFetchSize(50);
            try (ResultSet result = values.executeQuery()) {
                while (result.next()) {
                    if (computed.due(result.getString(1))) {
                        rows += result.getLong(2);
                    }
                }
            }
        }
        return rows;
    }
}
