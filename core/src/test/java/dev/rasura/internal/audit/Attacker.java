package dev.rasura.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.AuditException;
import dev.rasura.audit.TrailHealth;
import dev.rasura.audit.TrailHealth.Status;
import dev.rasura.internal.keys.KeyRing;
import org.jspecify.annotations.Nullable;

/** Someone with full SQL access to a trail, and what is going on there meanwhile. */
final class Attacker {

    final RecordedTrail recorded;
    /** A node that lives on. */
    final SealedTrail first;
    /** Whether whoever verifies has no anchor that can be read. */
    boolean withoutAnchor;

    Attacker(RecordedTrail recorded, SealedTrail first) {
        this.recorded = recorded;
        this.first = first;
    }

    void sql(String statement, @Nullable Object... values) {
        if (recorded.database.execute(statement, values) == 0) {
            throw new AssertionError("changed nothing: " + statement);
        }
    }

    byte[] bytes(String query) {
        return recorded.database.query(byte[].class, query);
    }

    /** Turns one bit of a leaf round. */
    void flip(String table, String where) {
        byte[] leaf = bytes("select leaf from " + table + " where " + where);
        leaf[leaf.length / 2] ^= 1;
        sql("update " + table + " set leaf = ? where " + where, (Object) leaf);
    }

    /** Makes the bytes of a leaf say something else. */
    void rewrite(String what, String by) {
        String leaf = new String(bytes("select leaf from rasura_audit_leaf where leaf_index = 2"), UTF_8);
        assertThat(leaf).contains(what);
        sql(
                "update rasura_audit_leaf set leaf = ? where leaf_index = 2",
                leaf.replace(what, by).getBytes(UTF_8));
    }

    /** Gives a leaf another place, with its subjects. */
    void move(long from, long to) {
        sql("update rasura_audit_leaf set leaf_index = ? where leaf_index = ?", to, from);
        recorded.database.execute("update rasura_audit_leaf_subject set leaf_index = ? where leaf_index = ?", to, from);
    }

    /** Cuts the log to so many leaves, with all traces in the database. */
    void truncate(long size) {
        CompactRange range = new CompactRange();
        for (long i = 0; i < size; i++) {
            range.append(bytes("select leaf_hash from rasura_audit_leaf where leaf_index = " + i));
        }
        recorded.database.execute("delete from rasura_audit_disclosure where event_id in"
                + " (select event_id from rasura_audit_leaf where leaf_index >= " + size + ")");
        recorded.database.execute("delete from rasura_audit_leaf_subject where leaf_index >= " + size);
        sql("delete from rasura_audit_leaf where leaf_index >= " + size);
        sql("delete from rasura_audit_checkpoint where tree_size > " + size);
        sql("update rasura_audit_coordinator set tree_size = ?, frontier = ?", size, range.frontier());
    }

    /** Removes the leaves before the end, as an expiry does. */
    void drop(long end) {
        recorded.database.execute("delete from rasura_audit_disclosure where event_id in"
                + " (select event_id from rasura_audit_leaf where leaf_index < " + end + ")");
        recorded.database.execute("delete from rasura_audit_leaf_subject where leaf_index < " + end);
        sql("delete from rasura_audit_leaf where leaf_index < " + end);
    }

    /** What an expiry would keep of the leaves before the end of a tile, made with keys of one's own. */
    byte[] remains(int end, KeyRing keys) {
        TileEdge edge = new TileEdge();
        for (int tile = 0; tile < end; tile += TileWriter.WIDTH) {
            CompactRange range = new CompactRange();
            for (int i = tile; i < tile + TileWriter.WIDTH; i++) {
                range.append(bytes("select leaf_hash from rasura_audit_leaf where leaf_index = " + i));
            }
            edge.append(range.root());
        }
        return new ExpiredPrefix(edge, new NumberSettlements()).bytes(keys);
    }

    /** Removes events that wait, with their values. */
    void deleteStaged(String where) {
        sql("delete from rasura_audit_disclosure where event_id in (select event_id from rasura_audit_staged where "
                + where + ")");
        sql("delete from rasura_audit_staged where " + where);
    }

    /** Removes the whole trail. */
    void empty() {
        for (String table : new String[] {"staged", "leaf", "leaf_subject", "disclosure", "checkpoint"}) {
            recorded.database.execute("delete from rasura_audit_" + table);
        }
        sql("update rasura_audit_coordinator set tree_size = 0, frontier = ?", (Object) new byte[0]);
    }

    /** Whatever is in its way, a sealer goes on, or refuses and says what it is and what to do. */
    static void sealsOrSaysWhyNot(SealedTrail sealer) {
        sealer.record(RecordedTrail.view(RecordedTrail.ANNA));
        try {
            sealer.seal();
        } catch (AuditException e) {
            assertThat(e).message().containsAnyOf("verify()", "recover()").doesNotContain("SQLSTATE");
            assertThat(sealer.health()).isEqualTo(new TrailHealth(Status.DOWN, String.valueOf(e.getMessage())));
        }
    }
}
