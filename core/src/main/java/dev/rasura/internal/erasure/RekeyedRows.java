package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.KeyMoves.Origin;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in SQL which rows a move of keys touches, as a plan counts them or as the work finds them when their turn has come. */
final class RekeyedRows {

    /** The alias of the row whose key is followed. */
    static final String FROM = "k";

    private final MappedSchema schema;
    private final RootModel model;
    private final RowConditions rows;
    private final TreatedRows treated;
    private final OverwriteSql overwrites;
    private final boolean working;

    /** @param working as the work finds them, or else as a plan counts them */
    RekeyedRows(
            MappedSchema schema,
            RootModel model,
            RowConditions rows,
            TreatedRows treated,
            OverwriteSql overwrites,
            boolean working) {
        this.schema = schema;
        this.model = model;
        this.rows = rows;
        this.treated = treated;
        this.overwrites = overwrites;
        this.working = working;
    }

    /** Rows of the origin that get another key; all but those that have a token already. */
    Fragment leaving(Origin origin, String alias) {
        Table table = origin.table().table();
        return anonymised(origin.table(), alias)
                .and(Fragment.any(origin.columns().stream()
                        .map(c -> overwrites.due(table, c, alias))
                        .toList()));
    }

    private Fragment anonymised(OwnedTable table, String alias) {
        return working
                ? treated.work(table, RowAction.ANONYMISE, alias)
                : treated.plan(table, RowAction.ANONYMISE, alias);
    }

    /** Rows whose reference follows. */
    Fragment following(Origin origin, Move move) {
        Table target = origin.table().table();
        return Fragment.of("(" + new RowColumns(ROW, move.table(), move.columns()).list() + ") in (select "
                        + new RowColumns(FROM, target, move.targets()).list() + " from " + target.sql() + " " + FROM
                        + " where ")
                .then(leaving(origin, FROM))
                .then(")" + RowConditions.leading(schema, move.when(), ROW));
    }

    /** Rows of the table of which at least one reference follows. */
    Fragment following(Origin origin, Copy copy) {
        Fragment following = Fragment.any(copy.moves().stream()
                .map(m -> working
                        ? following(origin, m)
                        : following(origin, m).and(unlinked(m).isNotTrue()))
                .map(refers -> Fragment.of("(").then(refers).then(")"))
                .toList());
        // What goes has gone by the time that references follow.
        return working
                ? following
                : model.table(copy.table().key())
                        .map(owned -> rows.staying(owned, following, ROW))
                        .orElse(following);
    }

    /** Rows that lose this very reference before references follow, or one that it is a part of. */
    private Fragment unlinked(Move move) {
        List<Fragment> lost = new ArrayList<>(List.of(Fragment.of("1 = 0")));
        for (RootModel.Unlink unlink : model.unlinks()) {
            boolean same = unlink.table().key().equals(move.table().key())
                    && unlink.key().columns().stream().anyMatch(move.columns()::contains);
            if (!same) {
                continue;
            }
            OwnedTable target = unlink.target();
            Fragment targets = unlink.declared() ? rows.belongs(target, target.passing(), "u") : rows.goes(target, "u");
            Fragment refers = rows.refersTo(ROW, unlink, "u", targets);
            Optional<OwnedTable> source = model.table(unlink.table().key());
            lost.add(
                    unlink.declared() && source.isPresent() ? RowConditions.notRetained(source.get(), refers) : refers);
        }
        return Fragment.any(lost);
    }

    /** Rows of the table that stand beside their copies; empty where none do. */
    Optional<Fragment> old(Origin origin, Table table) {
        return origin.table().table().key().equals(table.key())
                ? Optional.of(leaving(origin, ROW))
                : origin.copies().stream()
                        .filter(c -> c.table().key().equals(table.key()))
                        .findFirst()
                        .map(c -> following(origin, c));
    }

    /** Rows whose copy of the key follows. */
    Fragment following(Origin origin, Soft soft) {
        String copy = ROW + "." + soft.table().table().require(soft.column()).sql();
        return anonymised(soft.table(), ROW)
                .and(overwrites.rekeyable(origin.column(soft.target()).orElseThrow(), copy))
                .and(naming(origin, soft));
    }

    /** A row of several people may name another of them: that one's key stays. */
    private Fragment naming(Origin origin, Soft soft) {
        OwnedTable table = soft.table();
        List<Fragment> names = new ArrayList<>();
        for (OwnershipPath path : table.paths(RowAction.ANONYMISE)) {
            Edge edge = path.first().orElse(null);
            if (edge == null
                    || edge.kind() != Edge.Kind.SOFT
                    || !edge.to().equals(origin.table().table().key())
                    || !edge.fromColumns().contains(soft.column())) {
                continue;
            }
            if (path.edges().size() == 1) {
                // By value: what names an old key that has gone is the subject's too.
                names.add(rows.belongs(table, List.of(path), ROW));
            } else {
                names.add(rows.refersTo(ROW, edge, FROM, leaving(origin, FROM)));
            }
        }
        return Fragment.any(names);
    }
}
