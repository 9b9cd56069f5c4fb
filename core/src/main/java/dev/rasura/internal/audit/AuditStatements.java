package dev.rasura.internal.audit;

import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.NewRows;
import dev.rasura.internal.store.OwnTables;
import java.util.List;

/** All SQL of the audit trail: the common subset of all databases, with names from {@link OwnTables}. */
final class AuditStatements {

    /** Among so many there is one that is genuine, or somebody altered them. */
    private static final int CHECKPOINTS = 1_000;

    final String eraseDisclosures;
    final String lockCoordinator;
    final String readCoordinator;
    final String moveCoordinator;
    final String drain;
    final String countForeign;
    final String deleteStaged;
    final String firstLeafFrom;
    final String firstLeafSubjectFrom;
    final String leaves;
    final String leafBytes;
    final String leafHashes;
    final String leafOfEvent;
    final String disclosedLeaves;
    final String leafSubjects;
    final String repeatedEvents;
    final String repeatedSince;
    final String staged;
    final String disclosuresOfLeaves;
    final String disclosuresOfOthers;
    final String newestCheckpoint;
    final String checkpoints;
    final String checkpointFrontier;
    final String insertCheckpoint;
    final String updateCheckpoint;
    final String silentEpochs;
    final String closedEpochs;
    final String heartbeatBefore;
    final String numbersBetween;
    final String stagedEvent;
    final List<String> unseal;
    final String expiredPrefix;
    final String updateExpiredPrefix;
    final String insertExpiredPrefix;
    final String expiries;
    final String oldestOfTypes;
    final String countValuesBefore;
    final String countSubjectsBefore;
    final String expiringEvents;
    final String lockDisclosures;
    final String deleteDisclosure;
    final String deleteLeafSubjects;
    final List<String> dropPrefix;
    final String checkpointsFrom;
    final String leafHashesBetween;
    final String selectEvents;
    final String selectSubjectsEvents;
    final String selectEventsOfTime;
    final String selectSubjectsOfTime;
    final String stagedPage;
    final String stagedPageAfter;
    final String selectDisclosed;
    final String stagedAmong;
    final String leavesAmong;
    final String disclosuresAmong;

    /** Leaves to be inserted. */
    final NewRows.Into newLeaves;

    /** Subjects of leaves to be inserted. */
    final NewRows.Into newLeafSubjects;

    AuditStatements(OwnTables tables) {
        String staged = tables.auditStaged();
        String leaf = tables.auditLeaf();
        String subject = tables.auditLeafSubject();
        String disclosure = tables.auditDisclosure();
        String checkpoint = tables.auditCheckpoint();
        String coordinator = tables.auditCoordinator();
        eraseDisclosures = "delete from " + disclosure + " where ";
        readCoordinator = "select tree_size, frontier from " + coordinator + " where trail = 1";
        lockCoordinator = readCoordinator + " for update";
        moveCoordinator = "update " + coordinator + " set tree_size = ?, frontier = ? where trail = 1";
        drain = "select s.event_id, s.node, s.epoch, s.n, s.leaf, s.tag,"
                + " exists (select 1 from " + leaf + " l where l.event_id = s.event_id)"
                + " or exists (select 1 from " + leaf + " l where l.node = s.node and l.epoch = s.epoch and l.n = s.n)"
                + " from " + staged + " s where s.key_id = ? order by s.node, s.epoch, s.n limit ?";
        countForeign = "select count(*) from " + staged + " where key_id <> ?";
        deleteStaged = "delete from " + staged + " where ";
        firstLeafFrom = "select min(leaf_index) from " + leaf + " where leaf_index >= ?";
        firstLeafSubjectFrom = "select min(leaf_index) from " + subject + " where leaf_index >= ?";
        String leafRows =
                "select leaf_index, event_id, node, epoch, n, leaf, leaf_hash, tag, key_id, event_type, occurred_at,"
                        + " actor_ref, outcome, action, entity, purpose from " + leaf;
        leaves = leafRows + " where leaf_index >= ? and leaf_index < ? order by leaf_index";
        leafBytes = "select leaf_index, leaf from " + leaf + " where leaf_index < ? order by leaf_index";
        leafHashes = "select leaf_index, leaf_hash from " + leaf + " where leaf_index < ? order by leaf_index";
        leafOfEvent = "select leaf_index, leaf from " + leaf + " where event_id = ?";
        disclosedLeaves = "select l.leaf_index, d.event_id, d.ref, d.field, d.salt, d.disclosed from " + disclosure
                + " d join " + leaf + " l on l.event_id = d.event_id where l.leaf_index < ?"
                + " order by l.leaf_index, d.ref, d.field";
        leafSubjects = "select leaf_index, subject_type, subject_ref from " + subject
                + " where leaf_index >= ? and leaf_index < ? order by leaf_index";
        repeatedSince = "select l.event_id from " + leaf + " l where l.leaf_index >= ? and exists (select 1 from "
                + leaf
                + " o where o.event_id = l.event_id and o.leaf_index <> l.leaf_index)"
                + " union all select event_id from " + staged + " group by event_id having count(*) > 1"
                + " union all select s.event_id from " + staged + " s join " + leaf + " l on l.event_id = s.event_id";
        repeatedEvents = "select event_id from " + leaf + " group by event_id having count(*) > 1"
                + " union all select event_id from " + staged + " group by event_id having count(*) > 1"
                + " union all select s.event_id from " + staged + " s join " + leaf + " l on l.event_id = s.event_id";
        this.staged = "select event_id, node, epoch, n, leaf, tag, key_id from " + staged + " order by node, epoch, n";
        disclosuresOfLeaves = "select d.event_id, d.ref, d.field, d.salt, d.disclosed, l.leaf from " + leaf + " l join "
                + disclosure + " d on d.event_id = l.event_id where l.leaf_index >= ? and l.leaf_index < ?";
        disclosuresOfOthers = "select d.event_id, d.ref, d.field, d.salt, d.disclosed, s.leaf from " + disclosure
                + " d left join " + staged + " s on s.event_id = d.event_id where not exists (select 1 from " + leaf
                + " l where l.event_id = d.event_id)";
        newestCheckpoint = "select tree_size, root, note from " + checkpoint + " order by tree_size desc limit 1";
        checkpoints = "select tree_size, root, note from " + checkpoint + " where tree_size > ? and tree_size <= ?"
                + " order by tree_size";
        checkpointFrontier = "select frontier from " + checkpoint + " where tree_size = ?";
        insertCheckpoint =
                "insert into " + checkpoint + " (tree_size, root, frontier, note, signed_at) values (?, ?, ?, ?, ?)";
        updateCheckpoint = "update " + checkpoint + " set note = ? where tree_size = ?";
        heartbeatBefore = "select leaf, tag from " + leaf + " where node = ? and epoch = ? and n < ? and event_type = '"
                + Leaf.HEARTBEAT + "' order by n desc limit 1";
        numbersBetween =
                "select n from " + leaf + " where node = ? and epoch = ? and n between ? and ? union all select n from "
                        + staged + " where node = ? and epoch = ? and n between ? and ?";
        silentEpochs = "select node, epoch, max(n) from " + leaf + " group by node, epoch having max(sealed_at) < ?";
        closedEpochs = "select leaf, tag from " + leaf + " where event_type = '" + Leaf.EPOCH_CLOSED + "'";
        stagedEvent = "select s.event_id, s.node, s.epoch, s.n, s.leaf, s.tag, 1 = 0 from " + staged
                + " s where s.event_id = ?";
        unseal = List.of(
                "delete from " + staged + " where event_id in (select event_id from " + leaf + ")",
                "delete from " + staged + " where exists (select 1 from " + leaf + " l where l.node = " + staged
                        + ".node and l.epoch = " + staged + ".epoch and l.n = " + staged + ".n)",
                "insert into " + staged + " (event_id, node, epoch, n, leaf, tag, key_id)"
                        + " select event_id, node, epoch, n, leaf, tag, key_id from " + leaf,
                "delete from " + subject,
                "delete from " + leaf,
                "delete from " + checkpoint);
        selectEvents = "select l.leaf_index, l.leaf, l.tag from " + leaf + " l where l.leaf_index > ?";
        selectSubjectsEvents = "select l.leaf_index, l.leaf, l.tag from " + subject + " s join " + leaf
                + " l on l.leaf_index = s.leaf_index where s.subject_ref = ? and s.subject_type = ?"
                + " and s.leaf_index > ?";
        selectEventsOfTime = "select l.leaf_index, l.leaf, l.tag from " + leaf + " l where 1 = 1";
        selectSubjectsOfTime = "select l.leaf_index, l.leaf, l.tag, s.subject_type, s.subject_ref from " + leaf
                + " l join " + subject + " s on s.leaf_index = l.leaf_index where 1 = 1";
        stagedPage = "select node, epoch, n, leaf, tag from " + staged + " order by node, epoch, n limit ?";
        stagedPageAfter = "select node, epoch, n, leaf, tag from " + staged
                + " where node > ? or (node = ? and epoch > ?) or (node = ? and epoch = ? and n > ?)"
                + " order by node, epoch, n limit ?";
        String expired = tables.auditExpired();
        expiredPrefix = "select prefix from " + expired + " where trail = 1";
        updateExpiredPrefix = "update " + expired + " set prefix = ? where trail = 1";
        insertExpiredPrefix = "insert into " + expired + " (trail, prefix) values (1, ?)";
        expiries = leafRows + " where event_type = '" + Leaf.EXPIRED + "' order by leaf_index";
        oldestOfTypes = "select event_type, min(occurred_at) from " + leaf + " group by event_type";
        String ofType = " where l.event_type = ? and l.occurred_at < ?";
        countValuesBefore =
                "select count(*) from " + leaf + " l join " + disclosure + " d on d.event_id = l.event_id" + ofType;
        countSubjectsBefore =
                "select count(*) from " + leaf + " l join " + subject + " s on s.leaf_index = l.leaf_index" + ofType;
        expiringEvents = "select l.leaf_index, l.event_id, l.leaf, l.tag from " + leaf + " l" + ofType
                + " and l.leaf_index > ? and (exists (select 1 from " + disclosure
                + " d where d.event_id = l.event_id) or exists (select 1 from " + subject
                + " s where s.leaf_index = l.leaf_index)) order by l.leaf_index limit ?";
        lockDisclosures = "select event_id, ref, field from " + disclosure + " where ";
        deleteDisclosure = "delete from " + disclosure + " where event_id = ? and ref = ? and field = ?";
        deleteLeafSubjects = "delete from " + subject + " where leaf_index = ?";
        dropPrefix = List.of(
                "delete from " + disclosure + " where event_id in (select event_id from " + leaf
                        + " where leaf_index < ?)",
                "delete from " + subject + " where leaf_index < ?",
                "delete from " + leaf + " where leaf_index < ?");
        checkpointsFrom = "select tree_size, root, note from " + checkpoint + " where tree_size >= ? order by tree_size"
                + " limit " + CHECKPOINTS;
        leafHashesBetween = "select leaf_index, leaf_hash from " + leaf
                + " where leaf_index >= ? and leaf_index < ? order by leaf_index";
        selectDisclosed = "select event_id, ref, field, salt, disclosed from " + disclosure + " where event_id in (";
        stagedAmong = "select event_id, leaf from " + staged + " where ";
        leavesAmong = "select event_id, leaf from " + leaf + " where ";
        newLeaves = NewRows.into(leaf)
                .column("leaf_index", ValueType.INTEGER)
                .column("event_id", ValueType.UUID)
                .column("node", ValueType.TEXT)
                .column("epoch", ValueType.UUID)
                .column("n", ValueType.INTEGER)
                .column("leaf", ValueType.BINARY)
                .column("leaf_hash", ValueType.BINARY)
                .column("tag", ValueType.BINARY)
                .column("key_id", ValueType.TEXT)
                .column("sealed_at", ValueType.TIMESTAMP_TZ)
                .column("event_type", ValueType.TEXT)
                .column("occurred_at", ValueType.TIMESTAMP_TZ)
                .column("actor_ref", ValueType.TEXT)
                .column("outcome", ValueType.TEXT)
                .column("action", ValueType.TEXT)
                .column("entity", ValueType.TEXT)
                .column("purpose", ValueType.TEXT);
        newLeafSubjects = NewRows.into(subject)
                .column("leaf_index", ValueType.INTEGER)
                .column("subject_type", ValueType.TEXT)
                .column("subject_ref", ValueType.TEXT);
        disclosuresAmong = "select event_id, ref, field, salt, disclosed from " + disclosure + " where ";
    }
}
