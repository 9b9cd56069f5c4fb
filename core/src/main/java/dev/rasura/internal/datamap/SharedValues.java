package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Finding;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds copied values that may name two people at once, because what they copy is not unique: the row goes, or the mention is
 * overwritten, with whichever of the two is erased first, and no statement could tell whose it is.
 */
final class SharedValues {

    private final MappedSchema schema;

    SharedValues(MappedSchema schema) {
        this.schema = schema;
    }

    /** @param models of all data subjects and all retention rules */
    List<Finding> findings(Collection<RootModel> models) {
        Stream<Finding> rows = models.stream()
                .flatMap(model -> model.tables().stream())
                .flatMap(table -> table.paths(RowAction.DELETE).stream())
                .flatMap(path -> path.edges().stream())
                .filter(this::namesSeveral)
                .map(edge -> finding(
                        edge,
                        "refers to",
                        "a row that so names two people is deleted with either",
                        "or let the reference end in RowAction.ANONYMISE or UNLINK (@OnErasure, @SubjectPath)"));
        Stream<Finding> mentions = models.stream()
                .flatMap(model -> model.mentions().stream())
                .map(RootModel.Mention::edge)
                .filter(this::namesSeveral)
                .map(edge -> finding(
                        edge,
                        "mentions",
                        "what so names two people is overwritten with either",
                        "or let @ReferredToBy name an attribute that is"));
        return Stream.concat(rows, mentions)
                .distinct()
                .sorted(Comparator.comparing(Finding::place).thenComparing(Finding::what))
                .toList();
    }

    private boolean namesSeveral(Edge edge) {
        return edge.kind() == Edge.Kind.SOFT
                && schema.history(edge.from()).isEmpty()
                && !schema.table(edge.to()).unique(edge.toColumns());
    }

    private Finding finding(Edge edge, String refers, String consequence, String otherwise) {
        Table to = schema.table(edge.to());
        String named = to.name() + "." + String.join("+", edge.toColumns());
        return new Finding(
                Finding.Kind.SHARED_VALUE,
                schema.table(edge.from()).name(),
                String.join("+", edge.fromColumns()),
                refers + " " + named + " by value, which is not unique: " + consequence,
                "Make " + named + " unique, " + otherwise,
                false);
    }
}
