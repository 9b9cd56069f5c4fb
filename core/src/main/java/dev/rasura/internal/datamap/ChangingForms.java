package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Finds soft references between columns that are stored by the same expression, which makes another value each time. */
final class ChangingForms {

    private final MappedSchema schema;
    private final ValueTrial trial;

    ChangingForms(MappedSchema schema, ValueTrial trial) {
        this.schema = schema;
        this.trial = trial;
    }

    /** @param models of all data subjects and all retention rules */
    List<String> findings(Collection<RootModel> models) {
        return models.stream()
                .flatMap(model -> Stream.concat(
                        model.tables().stream()
                                .flatMap(table -> table.paths().stream())
                                .flatMap(path -> path.edges().stream()),
                        model.mentions().stream().map(RootModel.Mention::edge)))
                .filter(edge -> edge.kind() == Edge.Kind.SOFT
                        && schema.history(edge.from()).isEmpty())
                .distinct()
                .filter(this::isChanging)
                .map(this::finding)
                .toList();
    }

    private boolean isChanging(Edge edge) {
        Table to = schema.table(edge.to());
        return edge.toColumns().stream().anyMatch(column -> trial.changing(to, to.require(column)));
    }

    private String finding(Edge edge) {
        return schema.table(edge.from()).name() + "." + edge.label() + ": names "
                + schema.table(edge.to()).name() + edge.toColumns()
                + " by a value of which the database makes another each time it is stored (@ColumnTransformer), so that"
                + " they never meet. Store both by an expression that makes the same of the same, or refer to the key";
    }
}
