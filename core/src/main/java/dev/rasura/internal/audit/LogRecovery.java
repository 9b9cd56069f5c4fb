package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.internal.keys.NoteVerifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Begins a new log where an old one cannot go on. Its first leaf is the old log's last anchored checkpoint; what is left of
 * the old leaves is staged again, exact bytes and tags, and sealed anew like anything that was recorded: what is not genuine
 * becomes an alarm.
 */
final class LogRecovery {

    private final AuditStatements sql;
    private final Anchors anchors;
    private final EventStaging staging;
    private final LeafSequencer sequencer;
    private final ExpiredPrefixRow prefixes;
    private final String origin;

    LogRecovery(
            AuditStatements sql,
            Anchors anchors,
            EventStaging staging,
            LeafSequencer sequencer,
            ExpiredPrefixRow prefixes,
            String origin) {
        this.sql = sql;
        this.anchors = anchors;
        this.staging = staging;
        this.sequencer = sequencer;
        this.prefixes = prefixes;
        this.origin = origin;
    }

    /** @throws AuditException if the key is that of this log itself, or malformed */
    NoteVerifier former(Recovery recovery) {
        NoteVerifier former = NoteVerifier.parse(recovery.formerVerifierKey());
        if (former.name().equals(origin)) {
            throw new AuditException("The new log must have an origin of its own, but is configured with '" + origin
                    + "' as the old one. Change 'origin' where the keys are configured, as to '" + origin
                    + "/2', restart all nodes with it, and call recover() again.");
        }
        return former;
    }

    /** The old log's last checkpoint as a signed note. */
    private String lastNote(Recovery recovery, NoteVerifier former) {
        String given = recovery.lastNote();
        Optional<String> note = given == null ? anchors.lastOf(former) : Optional.of(given);
        return note.filter(text -> Checkpoint.open(text, former).isPresent())
                .orElseThrow(() -> new AuditException(
                        given == null
                                ? "No anchor that can be read holds a checkpoint of '" + former.name()
                                        + "'. Give the last one with Recovery.after(note): it is in the shipped log, in a line"
                                        + " of the logger dev.rasura.audit.checkpoint."
                                : "The given note is not a checkpoint that the key of '" + former.name()
                                        + "' signed."));
    }

    /** Begins the new log in the connection's transaction. Begun already after the same log, it does nothing. */
    void begin(Connection connection, SharedSessionContractImplementor session, Recovery recovery, NoteVerifier former)
            throws SQLException {
        CompactRange range = LeafSequencer.lockedRange(connection, sql.lockCoordinator);
        if (begun(connection, former, recovery.lastNote())) {
            return;
        }
        String lastNote = lastNote(recovery, former);
        Checkpoint last = Checkpoint.open(lastNote, former).orElseThrow();
        // Of a row that was altered nothing is carried over: the numbers that expired are then missing in the new log.
        ExpiredPrefix expired = prefixes.genuine(connection, last.origin()).orElseGet(ExpiredPrefix::none);
        for (String statement : sql.unseal) {
            try (PreparedStatement step = connection.prepareStatement(statement)) {
                step.executeUpdate();
            }
        }
        AuditEvent event = AuditEvent.of(Leaf.RECOVERED, recovery.operator())
                .action("recover")
                .fact("formerOrigin", last.origin())
                .fact("formerSize", last.size())
                .fact("formerRoot", last.root())
                .fact("formerNote", lastNote)
                .fact("leaves", range.size() - expired.first())
                .fact("expired", expired.first())
                .fact("why", recovery.reason())
                .build();
        prefixes.write(connection, new ExpiredPrefix(new TileEdge(), expired.numbers()));
        UUID id = staging.stage(connection, session, event);
        sequencer.begin(connection, session, id);
    }

    /** Where a process died that recovered, the new log may be anchored, and the old one's last checkpoint no longer there. */
    private boolean begun(Connection connection, NoteVerifier former, @Nullable String given) throws SQLException {
        if (prefixes.genuine(connection).filter(expired -> expired.first() > 0).isPresent()) {
            // Its own first leaf has expired since.
            return true;
        }
        try (PreparedStatement select = connection.prepareStatement(sql.leafBytes)) {
            select.setLong(1, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        && LeafReader.read(Cells.bytes(row, 2))
                                .filter(leaf -> leaf.event().type().equals(Leaf.RECOVERED))
                                .map(leaf -> leaf.event().facts().getOrDefault("formerNote", ""))
                                .filter(note -> given == null || given.equals(note))
                                .filter(note -> Checkpoint.open(note, former).isPresent())
                                .isPresent();
            }
        }
    }
}
