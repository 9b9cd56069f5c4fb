package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds conditions that would decide otherwise once the erasure has been: by references that it sets to null, by rows that it
 * deletes, by values of other rows that it overwrites. What was kept would go with the next run, and the other way round.
 */
final class BrokenDecisions {

    private static final String STAYS = ". Decide by a column that stays";

    /** What holds where there are no such rows holds all the more once they are gone: nothing is lost by it. */
    private static final Pattern WITHOUT_ROWS = Pattern.compile("\\bnot\\s+(in|exists)\\b", Pattern.CASE_INSENSITIVE);

    /** @param models of all data subjects and all retention rules */
    List<String> findings(Collection<RootModel> models) {
        return models.stream()
                .flatMap(model -> model.tables().stream()
                        .flatMap(table -> Stream.concat(keptValues(model, table), grounds(model, table))))
                .distinct()
                .toList();
    }

    /** A value is overwritten after its row has let go of others, or before: what it is kept for must not depend on that. */
    private static Stream<String> keptValues(RootModel model, OwnedTable table) {
        List<Column> unlinked = unlinked(model, table.table(), unlink -> true);
        return table.columns().stream()
                .filter(plan -> plan.overwrite() != null)
                .flatMap(plan -> unlinked.stream()
                        .filter(column -> SqlWords.names(
                                Objects.requireNonNull(plan.overwrite()).keepWhen(), column))
                        .map(column -> OverwriteResolver.where(table.table(), plan) + ": keepWhen names "
                                + column.name() + ", which the erasure sets to null" + STAYS));
    }

    private static Stream<String> grounds(RootModel model, OwnedTable table) {
        List<Column> unlinked = unlinked(model, table.table(), unlink -> goes(unlink.target()));
        return table.grounds().stream()
                .filter(ground -> ground.rows().contains(table.table().key()))
                .flatMap(ground -> Stream.concat(
                                unlinked.stream()
                                        .filter(column -> SqlWords.names(withoutNull(ground, column), column))
                                        .map(column -> column.name() + ", which the erasure sets to null where rows of"
                                                + " another table go"),
                                model.tables().stream()
                                        .filter(other -> ground.asks(other.table()))
                                        .flatMap(other -> changed(ground, other)))
                        .map(what -> table.label() + ": the ground '"
                                + ground.ground().ground() + "' decides by " + what
                                + ", so that what it keeps would be erased by the next run" + STAYS
                                + ", or retain what it asks for as well"));
    }

    /** What no longer is in the other table, or is another value there, when the condition is asked again. */
    private static Stream<String> changed(OwnedTable.Condition ground, OwnedTable other) {
        String when = ground.ground().when();
        Stream<String> rows = goes(other) && !WITHOUT_ROWS.matcher(when).find()
                ? Stream.of("rows of " + other.table().name() + ", which are deleted")
                : Stream.empty();
        Stream<String> values = other.has(RowAction.ANONYMISE)
                        && other.grounds().isEmpty()
                ? other.overwritten().stream()
                        .filter(plan -> SqlWords.names(when, plan.column()))
                        .map(plan -> other.table().name() + "." + plan.column().name() + ", which is overwritten")
                : Stream.empty();
        return Stream.concat(rows, values);
    }

    private static boolean goes(OwnedTable table) {
        return table.has(RowAction.DELETE) && table.grounds().isEmpty();
    }

    /** What holds of a row without the reference goes on to do so. */
    private static String withoutNull(OwnedTable.Condition ground, Column column) {
        return Stream.of(column.name(), column.sql())
                .distinct()
                .map(name -> Pattern.compile(
                        "(?<![\\w$])" + Pattern.quote(name) + "\\s+is\\s+null\\b", Pattern.CASE_INSENSITIVE))
                .reduce(
                        ground.ground().when(),
                        (when, isNull) -> isNull.matcher(when).replaceAll("true"),
                        (first, second) -> second);
    }

    private static List<Column> unlinked(RootModel model, Table table, Predicate<RootModel.Unlink> which) {
        return model.unlinks().stream()
                .filter(unlink -> unlink.table().key().equals(table.key()) && which.test(unlink))
                .flatMap(unlink -> unlink.key().columns().stream())
                .distinct()
                .map(table::require)
                .toList();
    }
}
