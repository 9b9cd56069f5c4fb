package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.KeyFile;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person does who has full SQL access and the source code, but neither key nor anchor. Each constant stands
 * in docs/threat-model.md under its id.
 */
@SuppressWarnings("ImmutableEnumChecker") // a deed holds nothing
enum Attack {
    ALTER_SEALED(Kind.ALTERED, "leaf 2", a -> a.flip("rasura_audit_leaf", "leaf_index = 2")),
    ALTER_SEALED_WITH_ITS_HASH(Kind.ALTERED, "leaf 2", a -> {
        a.flip("rasura_audit_leaf", "leaf_index = 2");
        byte[] leaf = a.bytes("select leaf from rasura_audit_leaf where leaf_index = 2");
        a.sql("update rasura_audit_leaf set leaf_hash = ? where leaf_index = 2", MerkleTree.leafHash(leaf));
    }),
    ALTER_QUERY_COLUMNS(
            Kind.ALTERED, "leaf 3", a -> a.sql("update rasura_audit_leaf set actor_ref = 'x' where leaf_index = 3")),
    ALTER_STAGED(Kind.ALTERED, "staged", a -> a.flip("rasura_audit_staged", "node = 'first' and n = 9")),
    ALTER_DISCLOSED_VALUE(
            Kind.ALTERED,
            "disclosure of event",
            a -> a.sql("update rasura_audit_disclosure set disclosed = 'Carl' where field = 'personal.search'")),
    ALTER_CHECKPOINT(
            Kind.ALTERED, "checkpoint 10", a -> a.sql("update rasura_audit_checkpoint set root = ?", new byte[32])),
    ALTER_COORDINATOR(
            Kind.ALTERED, "coordinator", a -> a.sql("update rasura_audit_coordinator set frontier = ?", new byte[64])),
    DELETE_SEALED(Kind.MISSING, "leaf 2", a -> a.sql("delete from rasura_audit_leaf where leaf_index = 2")),
    DELETE_NEWEST_SEALED(Kind.MISSING, "leaf 9", a -> a.truncate(9)),
    DELETE_STAGED(
            Kind.MISSING,
            "counter first/",
            a -> a.sql("delete from rasura_audit_staged where node = 'first' and n = 9")),
    DELETE_NEWEST_STAGED_OF_A_LIVING_NODE(Kind.MISSING, "counter first/", a -> {
        a.sql("delete from rasura_audit_staged where node = 'first' and n >= 10");
        a.first.record(RecordedTrail.view(RecordedTrail.BERT));
        a.first.heartbeat();
    }),
    DELETE_A_NODE_SEALED(
            Kind.MISSING, "leaves 7 to 9", a -> a.sql("delete from rasura_audit_leaf where node = 'second'")),
    DELETE_ALL_STAGED_OF_A_LIVING_NODE(Kind.MISSING, "counter first/", a -> {
        a.sql("delete from rasura_audit_staged where node = 'first'");
        a.first.record(RecordedTrail.view(RecordedTrail.BERT));
        a.first.heartbeat();
    }),
    DELETE_UNSETTLED_OF_A_DEAD_NODE(null, "", a -> a.deleteStaged("node = 'third'")),
    DELETE_ONE_UNSETTLED_BELOW_ANOTHER(null, "", a -> a.deleteStaged("node = 'third' and n = 1")),
    DELETE_UNSETTLED_OF_A_DEAD_NODE_WITHOUT_ITS_VALUES(
            Kind.INSERTED, "disclosure of event", a -> a.sql("delete from rasura_audit_staged where node = 'third'")),
    DELETE_SUBJECT_ROWS(Kind.MISSING, "subjects of leaf", a -> a.sql("delete from rasura_audit_leaf_subject")),
    DELETE_COORDINATOR(Kind.MISSING, "coordinator", a -> a.sql("delete from rasura_audit_coordinator")),
    DELETE_DISCLOSED_VALUES(null, "", a -> a.sql("delete from rasura_audit_disclosure")),
    DELETE_CHECKPOINTS(null, "", a -> a.sql("delete from rasura_audit_checkpoint")),
    INSERT_SEALED(
            Kind.INSERTED,
            "leaf 10",
            a -> a.sql(
                    "insert into rasura_audit_leaf select 10, ?, node, epoch, 4711, leaf, leaf_hash, tag, key_id,"
                            + " sealed_at, event_type, occurred_at, actor_ref, outcome, action, entity, purpose from rasura_audit_leaf"
                            + " where leaf_index = 0",
                    UUID.randomUUID())),
    INSERT_SUBJECTS_OF_THE_NEXT_LEAF(
            Kind.INSERTED,
            "subjects of leaf 10",
            a -> a.sql("insert into rasura_audit_leaf_subject select 10, subject_type, subject_ref"
                    + " from rasura_audit_leaf_subject where leaf_index = 0")),
    INSERT_A_CHECKPOINT(
            Kind.ALTERED,
            "checkpoint 11",
            a -> a.sql("insert into rasura_audit_checkpoint select 11, root, frontier, note, signed_at"
                    + " from rasura_audit_checkpoint where tree_size = 10")),
    INSERT_STAGED(
            Kind.ALTERED,
            "staged",
            a -> a.sql(
                    "insert into rasura_audit_staged select ?, node, epoch, 4711, leaf, tag, key_id"
                            + " from rasura_audit_leaf where leaf_index = 0",
                    UUID.randomUUID())),
    INSERT_DISCLOSED_VALUE(
            Kind.INSERTED,
            "disclosure of event",
            a -> a.sql("update rasura_audit_disclosure set ref = 'x' where field = 'personal.search'")),
    GIVE_A_VALUE_TO_ANOTHER_PERSON_OF_THE_EVENT(
            Kind.INSERTED,
            "disclosure of event",
            a -> a.sql("update rasura_audit_disclosure set ref = (select min(s.subject_ref) from rasura_audit_leaf l"
                    + " join rasura_audit_leaf_subject s on s.leaf_index = l.leaf_index"
                    + " where l.event_id = rasura_audit_disclosure.event_id)"
                    + " where field = 'actor.id' and event_id in (select event_id from rasura_audit_leaf)")),
    MALFORM_A_LEAF(Kind.ALTERED, "leaf 2", a -> a.rewrite("\"attributes\":[", "\"attributes\":[null")),
    MALFORM_A_COMMITMENT(Kind.ALTERED, "leaf 2", a -> a.rewrite("\"commitments\":{", "\"commitments\":{\"x\":null,")),
    MALFORM_A_SALT(
            Kind.ALTERED,
            "disclosure of event",
            a -> a.sql("update rasura_audit_disclosure set salt = ?", (Object) new byte[0])),
    MALFORM_AN_INDEX(
            Kind.MISSING,
            "leaf 9",
            a -> a.sql("update rasura_audit_leaf set leaf_index = ? where leaf_index = 9", Long.MAX_VALUE)),
    RENAME_THE_KEY_OF_A_LEAF(
            Kind.UNKNOWN_KEY, "leaf 3", a -> a.sql("update rasura_audit_leaf set key_id = 'x' where leaf_index = 3")),
    RENAME_THE_KEY_OF_A_STAGED_EVENT(
            Kind.UNKNOWN_KEY,
            "staged",
            a -> a.sql("update rasura_audit_staged set key_id = 'x' where node = 'first' and n = 9")),
    SEAL_A_STAGED_EVENT_BY_HAND(
            Kind.INSERTED,
            "leaf 10",
            a -> a.sql(
                    "insert into rasura_audit_leaf select 10, event_id, node, epoch, n, leaf, ?, tag, key_id,"
                            + " current_timestamp, 'candidate.viewed', current_timestamp, 'x', 'SUCCESS', 'view', null, null"
                            + " from rasura_audit_staged where node = 'first' and n = 9",
                    (Object) new byte[32])),
    ADD_A_COORDINATOR(
            null, "", a -> a.sql("insert into rasura_audit_coordinator values (2, 0, ?)", (Object) new byte[0])),
    ALTER_WHAT_CHECKPOINTS_DO_NOT_PROVE(null, "", a -> {
        a.sql("update rasura_audit_checkpoint set frontier = ?, signed_at = signed_at - interval '1' day", new byte[5]);
        a.sql("update rasura_audit_checkpoint set note = note || 'x' where tree_size = 7");
    }),
    REPLAY_FROM_A_DATABASE_WITH_THE_SAME_SECRET(null, "", a -> {
        KeyRing keys = new KeyRing(a.recorded.provider);
        UUID epoch = UUID.randomUUID();
        Leaf.Prepared leaf = new LeafWriter(keys, "elsewhere", epoch)
                .write(RecordedTrail.view(RecordedTrail.BERT), new EventIds().next(Instant.EPOCH), Instant.EPOCH, 1);
        a.sql(
                "insert into rasura_audit_staged values (?, ?, ?, 1, ?, ?, ?)",
                leaf.id(),
                "elsewhere",
                epoch,
                leaf.bytes(),
                leaf.tag(),
                keys.secretId());
    }),
    REORDER(Kind.ALTERED, "leaves 0 to 6", a -> {
        a.move(1, 100);
        a.move(2, 1);
        a.move(3, 2);
        a.move(100, 3);
    }),
    SWAP_TWO(Kind.ALTERED, "leaves 7 to 9", a -> {
        a.move(7, 100);
        a.move(8, 7);
        a.move(100, 8);
    }),
    TRUNCATE(Kind.MISSING, "leaves 4 to 9", a -> a.truncate(4)),
    EMPTY_ALL(Kind.MISSING, "leaves 0 to 9", Attacker::empty),
    REPLAY_AN_OLD_COPY(Kind.MISSING, "leaves 7 to 9", a -> a.recorded.restoreCopy("early")),
    REPLAY_AN_OLD_COPY_WITHOUT_AN_ANCHOR(null, "", a -> {
        a.recorded.restoreCopy("early");
        a.withoutAnchor = true;
    }),
    REPLACE_ALL_BY_A_CONSISTENT_SET(Kind.ALTERED, "tree of size 10", a -> {
        a.empty();
        SealedTrail forger = a.recorded.node("first", KeyFile.ephemeral(RecordedTrail.ORIGIN), new LogLineAnchor());
        for (int i = 0; i < 11; i++) {
            forger.record(RecordedTrail.view(RecordedTrail.BERT));
        }
        forger.seal();
    }),
    REPLACE_CHECKPOINT_BY_A_SELF_SIGNED_ONE(Kind.ALTERED, "checkpoint 10", a -> {
        KeyRing forger = new KeyRing(KeyFile.ephemeral(RecordedTrail.ORIGIN));
        byte[] root = MerkleTree.leafHash(new byte[] {1});
        String note = forger.signer()
                .sign(Checkpoint.of(RecordedTrail.ORIGIN, 10, root).body());
        a.sql("update rasura_audit_checkpoint set note = ?, root = ? where tree_size = 10", note, root);
    }),
    CHANGE_THE_TIME_OF_AN_EVENT(
            Kind.ALTERED,
            "leaf 1",
            a -> a.sql(
                    "update rasura_audit_leaf set occurred_at = occurred_at - interval '1' day where leaf_index = 1")),
    CHANGE_THE_TIME_OF_SEALING(
            null, "", a -> a.sql("update rasura_audit_leaf set sealed_at = sealed_at - interval '1' day")),
    FORGE_AN_EPOCH(
            Kind.ALTERED,
            "leaf 4",
            a -> a.sql("update rasura_audit_leaf set epoch = ? where leaf_index = 4", UUID.randomUUID())),
    FORGE_AN_EPOCH_STAGED(
            Kind.ALTERED,
            "staged",
            a -> a.sql("update rasura_audit_staged set epoch = ?, n = n + 50", UUID.randomUUID())),
    TURN_INTO_VOID(Kind.ALTERED, "staged", a -> {
        a.sql("delete from rasura_audit_staged where node = 'first' and n = 9");
        byte[] heartbeat = a.bytes("select leaf from rasura_audit_staged where node = 'first' and n = 11");
        String forged = new String(heartbeat, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"rolledBack\":\"\"", "\"rolledBack\":\"9\"");
        a.sql(
                "update rasura_audit_staged set leaf = ? where node = 'first' and n = 11",
                forged.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }),
    DELETE_THE_HEARTBEAT_TOO(Kind.MISSING, "counter first/", a -> {
        a.sql("delete from rasura_audit_staged where node = 'first' and n in (9, 11)");
        a.first.record(RecordedTrail.view(RecordedTrail.BERT));
        a.first.heartbeat();
    }),
    SEQUENCE_TWICE(
            Kind.INSERTED,
            "event ",
            a -> a.sql("insert into rasura_audit_staged select event_id, node, epoch, n, leaf, tag, key_id"
                    + " from rasura_audit_leaf where leaf_index = 0")),
    SEQUENCE_TWICE_BY_HAND(
            Kind.INSERTED,
            "leaf 10",
            a -> a.sql(
                    "insert into rasura_audit_leaf select 10, ?, node, ?, n, leaf, leaf_hash, tag, key_id,"
                            + " sealed_at, event_type, occurred_at, actor_ref, outcome, action, entity, purpose from rasura_audit_leaf"
                            + " where leaf_index = 0",
                    UUID.randomUUID(),
                    UUID.randomUUID()));

    final @Nullable Kind named;
    final String where;
    final Consumer<Attacker> deed;

    /** @param named what verification says of it, or null if nothing can */
    Attack(@Nullable Kind named, String where, Consumer<Attacker> deed) {
        this.named = named;
        this.where = where;
        this.deed = deed;
    }

    /** As in the threat model. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
