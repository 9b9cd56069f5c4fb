package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which subjects of other kinds an erasure takes along: what the audit trail discloses of them goes too. */
final class TakenAlong {

    private final List<Kind> kinds = new ArrayList<>();

    private record Kind(String type, KeyParts key, Fragment select) {}

    TakenAlong(CompiledMap map, RootModel model, RowConditions rows) {
        for (RootModel other : map.subjects().values()) {
            Optional<OwnedTable> owned = model.table(other.root().table()).filter(OwnedTable::belongs);
            if (other.equals(model) || owned.isEmpty() || owned.get().isRoot()) {
                continue;
            }
            KeyParts key = KeyParts.of(map.schema(), other.root());
            List<String> columns = key.columns().stream().map(c -> c.name()).toList();
            OwnedTable table = owned.get();
            Fragment belongs = rows.belongs(table, table.passing(), ROW);
            kinds.add(new Kind(
                    other.root().name(),
                    key,
                    Fragment.of("select " + new RowColumns(ROW, table.table(), columns).list() + " from "
                                    + table.table().sql() + " " + ROW + " where ")
                            .then(belongs)
                            .then(RowConditions.ofType(map.schema(), other.root(), ROW))));
        }
    }

    /** Reads their keys, before the work: one statement for each kind, none where nobody can be two subjects. */
    List<SubjectRef> find(SqlRun run, RootValues root) throws SQLException {
        List<SubjectRef> found = new ArrayList<>();
        for (Kind kind : kinds) {
            try (PreparedStatement select = run.prepare(kind.select(), root);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(ref(kind, rows));
                }
            }
        }
        return found;
    }

    private static SubjectRef ref(Kind kind, ResultSet row) throws SQLException {
        if (!kind.key().composite()) {
            return SubjectRef.of(kind.type(), text(row.getObject(1)));
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        for (int i = 0; i < kind.key().parts().size(); i++) {
            parts.put(kind.key().parts().get(i).name(), text(row.getObject(i + 1)));
        }
        return SubjectRef.ofParts(kind.type(), parts);
    }

    /** As {@link SubjectRef} has it. */
    private static String text(Object key) {
        return key instanceof BigDecimal number ? number.toPlainString() : key.toString();
    }
}
