package dev.rasura.internal.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads, before an erasure, the values a residue scan will look for, and which of them rows of others hold as well: a
 * telephone two people share cannot show afterwards that one of them is still there. Many columns are asked in one statement.
 */
final class ValueCollector {

    /** More values than this are not kept, and the attestation says so. */
    static final int LIMIT = 10_000;

    private final RootModel model;
    private final List<ValueSource> sources;
    private final List<String> unsearched;
    private final List<Fragment> statements;

    ValueCollector(MappedSchema schema, RootModel model, RowConditions rows, DatabaseFamily family) {
        this.model = model;
        ValueSources chosen = new ValueSources(model);
        this.sources = chosen.all();
        this.unsearched = chosen.unsearched();
        this.statements = new ValueQueries(sources, schema, model, rows, family).statements();
    }

    Collecting collecting() {
        return new Collecting();
    }

    /** What one erasure collects: first its queries are run, then their answers are put together. */
    final class Collecting {

        /** By the sources' positions. */
        private final List<Values> read = sources.stream()
                .map(source -> new Values(new HashSet<>(), new HashSet<>()))
                .toList();

        private Collecting() {}

        List<SqlRun.Query> queries() {
            return statements.stream()
                    .map(sql -> new SqlRun.Query(sql, this::read))
                    .toList();
        }

        private void read(ResultSet result) throws SQLException {
            while (result.next()) {
                int number = result.getInt(1);
                boolean others = result.getInt(2) == 1;
                ValueSource source = sources.get(number);
                List<ColumnPlan> columns = source.columns();
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    String part = result.getString(3 + i);
                    if (part != null
                            && !part.isBlank()
                            && (others || !isErased(part, source.table(), columns.get(i)))) {
                        parts.add(part);
                    }
                }
                if (parts.size() == columns.size()) {
                    Values values = read.get(number);
                    (others ? values.others() : values.own()).add(List.copyOf(parts));
                }
            }
        }

        RememberedValues remembered(RootValues root) {
            Map<List<String>, Found> found = new LinkedHashMap<>();
            boolean truncated = false;
            for (int i = 0; i < sources.size(); i++) {
                ValueSource source = sources.get(i);
                Set<List<List<String>>> others = wordsOfOthers(read.get(i));
                for (List<String> parts : read.get(i).own()) {
                    if (found.size() == LIMIT) {
                        truncated = true;
                        break;
                    }
                    found.merge(
                            parts, new Found(source.kind(), source.distinctive(), isAmong(others, parts)), Found::or);
                }
            }
            addNamesOfSeveralTables(found);
            // Others hold as well what the scan cannot tell from it.
            Set<List<List<String>>> shared = new HashSet<>();
            found.forEach((parts, what) -> {
                if (what.othersHaveIt()) {
                    shared.add(Needle.words(parts));
                }
            });
            List<RememberedValues.Value> values = new ArrayList<>();
            found.forEach((parts, what) -> values.add(
                    new RememberedValues.Value(what.kind(), parts, what.byCategory() && !isAmong(shared, parts))));
            return new RememberedValues(
                    model.root().name(), values, RetainedKeys.places(root), RetainedKeys.none(), unsearched, truncated);
        }

        /** Where the database takes several spellings for one value, theirs may be another than the subject's. */
        private static Set<List<List<String>>> wordsOfOthers(Values values) {
            Set<List<List<String>>> words = new HashSet<>();
            values.others().forEach(parts -> words.add(Needle.words(parts)));
            return words;
        }

        private static boolean isAmong(Set<List<List<String>>> words, List<String> parts) {
            return !words.isEmpty() && words.contains(Needle.words(parts));
        }

        /** A name may be spread over the tables of one inheritance, of which the subject has one row each. */
        private void addNamesOfSeveralTables(Map<List<String>, Found> found) {
            for (int given : names(DataCategory.GIVEN_NAME)) {
                for (int family : names(DataCategory.FAMILY_NAME)) {
                    if (sources.get(given).table().equals(sources.get(family).table())) {
                        continue;
                    }
                    for (List<String> first : read.get(given).own()) {
                        for (List<String> last : read.get(family).own()) {
                            found.putIfAbsent(
                                    List.of(first.get(0), last.get(0)), new Found(Needle.Kind.TOGETHER, true, false));
                        }
                    }
                }
            }
        }
    }

    /** What was read of one source. */
    private record Values(Set<List<String>> own, Set<List<String>> others) {}

    /** What is known of a value, from all columns it stands in: one of them makes it distinctive, one of them shared. */
    private record Found(Needle.Kind kind, boolean byCategory, boolean othersHaveIt) {
        Found or(Found more) {
            return new Found(
                    byCategory ? kind : more.kind, byCategory || more.byCategory, othersHaveIt || more.othersHaveIt);
        }
    }

    /** The positions of the sources that hold such a part of the root's own name. */
    private List<Integer> names(DataCategory category) {
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i).isPartOfRootsName(category))
                .boxed()
                .toList();
    }

    /** What an erasure has written there says nothing of anybody: a row of two people may be overwritten for one of them. */
    private static boolean isErased(String read, OwnedTable table, ColumnPlan column) {
        // A column of fixed length fills it up with blanks.
        String value = read.stripTrailing();
        if (column.column().writable()) {
            return OverwriteSql.isWritten(value) || value.equals(constant(column));
        }
        // What the database computes from what was overwritten is the same, or the same in another case.
        return OverwriteSql.isWritten(value.toLowerCase(Locale.ROOT))
                || table.columns().stream().anyMatch(c -> value.equalsIgnoreCase(constant(c)));
    }

    private static @Nullable String constant(ColumnPlan column) {
        Overwrite overwrite = column.overwrite();
        return overwrite != null && overwrite.strategy() == Strategy.CONSTANT
                ? overwrite.constant().stripTrailing()
                : null;
    }
}
