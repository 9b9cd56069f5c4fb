package dev.rasura.internal.erasure;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.Overwrite;
import dev.rasura.erasure.Decision;
import dev.rasura.erasure.Remainder;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.KeyMoves;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.LengthPrefixed;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is decided of a kind of root, in words that a person reads and that a later plan is held against. */
public record PlanDecisions(List<Decision> decisions, String model, List<Remainder> remaining) {

    /** What the decision on the place of all others is about. */
    private static final String DATABASE = "database";

    public PlanDecisions {
        decisions = List.copyOf(decisions);
        remaining = List.copyOf(remaining);
    }

    /**
     * @param statements the text of all statements: what no words say of them is covered by their hash
     * @param database its id: elsewhere the same key is another person's
     */
    static PlanDecisions of(
            MappedSchema schema,
            RootModel model,
            KeyMoves moves,
            List<String> unclassified,
            String statements,
            String database) {
        List<Decision> decisions = new ArrayList<>();
        decisions.add(new Decision(DATABASE, database));
        decisions.add(new Decision(
                "data subject " + model.root().name(), model.action() + ", found by " + model.rootTables()));
        List<Decision> structure = new ArrayList<>();
        for (OwnedTable table : model.tables()) {
            structure.add(new Decision(table.table().name() + ": columns", columns(table.table())));
            rows(schema, table, decisions);
            columns(table, decisions);
            grounds(table, decisions);
        }
        for (RootModel.Unlink unlink : model.unlinks()) {
            decisions.add(new Decision(
                    unlink.table().name() + "." + String.join("+", unlink.key().columns()),
                    (unlink.declared() ? "unlinked from " : "unlinked from rows that go of ")
                            + unlink.target().table().name()));
        }
        for (RootModel.Shared shared : model.shared()) {
            decisions.add(new Decision(
                    shared.table().table().name() + ": rows that others refer to as well",
                    shared.ownerNullable()
                            ? "kept and unlinked from " + shared.owner().to()
                            : "the erasure is refused"));
        }
        moves.origins().forEach(origin -> moved(origin, decisions));
        unclassified.forEach(
                c -> decisions.add(new Decision(c, "unclassified: it would survive, so the plan is refused")));
        structure.sort(Comparator.comparing(Decision::about));
        String fingerprint = hash(structure);
        decisions.addAll(structure);
        decisions.add(
                new Decision("statements", "sha256 " + HexFormat.of().formatHex(KeyRing.sha256(bytes(statements)))));
        decisions.sort(Comparator.comparing(Decision::about).thenComparing(Decision::decision));
        return new PlanDecisions(decisions, fingerprint, remaining(model));
    }

    /** The id of the database that they are about; empty for a plan of an earlier form. */
    static String database(List<Decision> decisions) {
        return decisions.stream()
                .filter(d -> d.about().equals(DATABASE))
                .map(Decision::decision)
                .findFirst()
                .orElse("");
    }

    /** SHA-256 over all of them, in the order given, each part with its length before it. */
    public static String hash(List<Decision> decisions) {
        LengthPrefixed all = new LengthPrefixed().add("rasura/plan/v2");
        decisions.forEach(d -> all.add(d.about()).add(d.decision()));
        return HexFormat.of().formatHex(KeyRing.sha256(all.toBytes()));
    }

    private static void rows(MappedSchema schema, OwnedTable table, List<Decision> decisions) {
        for (OwnershipPath path : table.paths()) {
            String along =
                    path.edges().stream().map(edge -> along(schema, edge)).collect(Collectors.joining(", "));
            decisions.add(new Decision(
                    table.table().name() + ": rows " + (path.edges().isEmpty() ? "" : "by ") + path.describe(),
                    path.action() + (along.isEmpty() ? "" : " where " + along)));
        }
    }

    private static void moved(KeyMoves.Origin origin, List<Decision> decisions) {
        String key =
                "token, follows the personal key of " + origin.table().table().name();
        Stream.concat(origin.copies().stream().flatMap(c -> c.moves().stream()), origin.moves().stream())
                .forEach(m ->
                        decisions.add(new Decision(m.table().name() + "." + String.join("+", origin.changed(m)), key)));
        origin.soft()
                .forEach(s -> decisions.add(
                        new Decision(s.table().table().name() + "." + s.column() + ": soft reference", key)));
    }

    private static String along(MappedSchema schema, Edge edge) {
        String from = schema.table(edge.from()).name();
        String to = schema.table(edge.to()).name();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < edge.fromColumns().size(); i++) {
            equal.add(from + "." + edge.fromColumns().get(i) + " = " + to + "."
                    + edge.toColumns().get(i));
        }
        return String.join(" and ", equal)
                + (edge.ignoreCase() ? " in any case" : "")
                + (edge.when() == null
                        ? ""
                        : " and " + edge.when().column() + " in " + edge.when().values());
    }

    private static void columns(OwnedTable table, List<Decision> decisions) {
        if (table.has(RowAction.ANONYMISE)) {
            table.columns().stream()
                    .filter(c -> c.overwrite() != null && c.overwrite().strategy() != Strategy.AUTO)
                    .forEach(c -> decisions.add(
                            new Decision(table.table().name() + "." + c.column().name(), decided(c.overwrite()))));
        }
    }

    private static String decided(Overwrite overwrite) {
        String rest = overwrite.strategy() == Strategy.JSON ? "; the rest stays: " + overwrite.reason() : "";
        return overwrite.describe() + rest;
    }

    private static void grounds(OwnedTable table, List<Decision> decisions) {
        for (OwnedTable.Condition condition : table.grounds()) {
            Ground ground = condition.ground();
            decisions.add(new Decision(
                    table.table().name() + ": ground \"" + ground.ground() + "\"",
                    "rows are retained where " + condition.sql()
                            + (ground.until().isEmpty() ? "" : ", until " + ground.until())
                            + (ground.start().isEmpty() ? "" : ", " + ground.period() + " from " + ground.start())));
        }
    }

    private static String columns(Table table) {
        return table.columns().stream()
                .map(c -> c.name() + " " + c.sqlType() + (c.nullable() ? "" : " not null")
                        + (c.unique() ? " unique" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<Remainder> remaining(RootModel model) {
        Set<Remainder> found = new LinkedHashSet<>();
        for (OwnedTable table : model.tables()) {
            if (!table.survives()) {
                continue;
            }
            Set<String> references = table.table().foreignKeys().stream()
                    .map(ForeignKey::columns)
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            for (ColumnPlan plan : table.columns()) {
                remainder(table, plan, references).forEach(found::add);
            }
        }
        model.unlinks()
                .forEach(u -> found.removeIf(r -> r.kind() == Remainder.Kind.STRUCTURE
                        && r.table().equals(u.table().name())
                        && u.key().columns().contains(r.column())
                        && u.declared()));
        return List.copyOf(found);
    }

    private static List<Remainder> remainder(OwnedTable table, ColumnPlan plan, Set<String> references) {
        Column column = plan.column();
        String name = table.table().name();
        Overwrite overwrite = plan.overwrite();
        List<Remainder> found = new ArrayList<>();
        if (plan.personal() && overwrite != null && table.has(RowAction.ANONYMISE)) {
            if (overwrite.strategy() == Strategy.KEEP || overwrite.strategy() == Strategy.JSON) {
                found.add(new Remainder(name, column.name(), Remainder.Kind.KEPT, overwrite.reason()));
            } else if (!overwrite.keepWhen().isEmpty()) {
                found.add(new Remainder(
                        name,
                        column.name(),
                        Remainder.Kind.KEPT,
                        "where " + overwrite.keepWhen() + ": " + overwrite.reason()));
            }
            if (overwrite.pseudonymises()) {
                found.add(new Remainder(name, column.name(), Remainder.Kind.PSEUDONYM, overwrite.describe()));
            } else if (overwrite.strategy() == Strategy.GENERALISE) {
                found.add(new Remainder(name, column.name(), Remainder.Kind.COARSE, overwrite.describe()));
            }
        } else if (plan.personal() && table.has(RowAction.UNLINK) && !references.contains(column.name())) {
            found.add(new Remainder(
                    name, column.name(), Remainder.Kind.KEPT, "the row is merely unlinked, and keeps what it says"));
        } else if (references.contains(column.name())) {
            found.add(new Remainder(name, column.name(), Remainder.Kind.STRUCTURE, "refers to another row"));
        } else if (table.table().primaryKey().contains(column.name())) {
            found.add(new Remainder(name, column.name(), Remainder.Kind.STRUCTURE, "the row's key"));
        } else if (table.unclassified().contains(plan)) {
            found.add(new Remainder(name, column.name(), Remainder.Kind.UNCLASSIFIED, "nobody has said what it is"));
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
