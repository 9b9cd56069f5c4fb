package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.TilesReport;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.NoteVerifier;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Streams the sealed trail into files, from one snapshot. What does not add up to its checkpoint is not published. */
final class TileExport {

    private static final int FETCH = 1_000;

    private final JsonFactory json = new JsonFactory();
    private final AuditStatements sql;
    private final CheckpointBook checkpoints;
    private final ExpiredPrefixRow prefixes;
    private final NoteVerifier verifier;

    TileExport(AuditStatements sql, CheckpointBook checkpoints, KeyRing keys) {
        this.sql = sql;
        this.checkpoints = checkpoints;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
        this.verifier = keys.signer().verifier();
    }

    TilesReport run(Connection connection, TileDirectory directory, PersonalValues values) throws SQLException {
        CheckpointBook.Stored newest = checkpoints
                .newest(connection)
                .orElseThrow(() ->
                        new AuditException("Nothing is sealed yet, so there is nothing to export. Call seal() first."));
        Checkpoint checkpoint = newest.checkpoint();
        if (verifier.alone().open(newest.note()).isEmpty()) {
            throw new AuditException(
                    "The newest checkpoint is not signed by the new signing key yet. Call seal() first.");
        }
        directory
                .earlier()
                .filter(earlier -> earlier.size() > checkpoint.size())
                .ifPresent(earlier -> {
                    throw CheckpointBook.behind(checkpoint.size(), earlier.size());
                });
        TileEdge expired = prefixes.read(connection).edge();
        directory.earlier().filter(earlier -> earlier.size() < expired.size()).ifPresent(earlier -> {
            throw new AuditException("The export in the directory has " + earlier.size()
                    + " leaves, all of which have expired here, so whether it is continued cannot be told. Name a new"
                    + " or empty directory, and remove the old export when its own period is over.");
        });
        try {
            leaves(connection, directory, checkpoint, expired);
            long disclosures =
                    values == PersonalValues.INCLUDED ? disclosures(connection, directory, checkpoint.size()) : 0;
            directory.write(TileDirectory.VERIFIER_KEY, verifier.verifierKey() + "\n");
            directory.write(TileDirectory.CHECKPOINT, newest.note());
            directory.publish();
            return new TilesReport(
                    expired.size(),
                    checkpoint.size(),
                    HexFormat.of().formatHex(checkpoint.rootBytes()),
                    newest.note(),
                    disclosures);
        } catch (IOException e) {
            throw new AuditException(
                    "The trail could not be exported: a file could not be written, as when the disk is full."
                            + " The directory is as it was; make room and export again.",
                    e);
        }
    }

    private void leaves(Connection connection, TileDirectory directory, Checkpoint checkpoint, TileEdge expired)
            throws SQLException, IOException {
        TileWriter tiles = new TileWriter(directory.draft(), expired);
        CompactRange range = expired.range();
        mustContinue(directory.earlier(), range);
        Optional<Checkpoint> earlier = directory.earlier();
        try (PreparedStatement select = connection.prepareStatement(sql.leafBytes)) {
            select.setFetchSize(FETCH);
            select.setLong(1, checkpoint.size());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] leaf = Cells.bytes(rows, 2);
                    if (rows.getLong(1) != range.size() || leaf.length > Leaf.MAX_BYTES) {
                        throw disagreeing(checkpoint);
                    }
                    byte[] hash = MerkleTree.leafHash(leaf);
                    tiles.add(leaf, hash);
                    range.append(hash);
                    mustContinue(earlier, range);
                }
            }
        }
        if (range.size() != checkpoint.size() || !checkpoint.hasRoot(range.root())) {
            throw disagreeing(checkpoint);
        }
        tiles.finish();
    }

    private static void mustContinue(Optional<Checkpoint> earlier, CompactRange range) {
        if (earlier.isPresent()
                && earlier.get().size() == range.size()
                && !earlier.get().hasRoot(range.root())) {
            throw new AuditException("The trail does not continue the export that is in the directory: its first "
                    + range.size()
                    + " leaves are others. Keep that export as evidence, run verify(), and restore the copy"
                    + " that it is of.");
        }
    }

    private static AuditException disagreeing(Checkpoint checkpoint) {
        return new AuditException("The leaves in the database do not add up to the signed checkpoint of size "
                + checkpoint.size() + ", so nothing was exported. Run verify() to see which rows were altered.");
    }

    private long disclosures(Connection connection, TileDirectory directory, long size)
            throws SQLException, IOException {
        long count = 0;
        Path file = directory.draft().resolve(TileDirectory.DISCLOSURES);
        try (PreparedStatement select = connection.prepareStatement(sql.disclosedLeaves);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            select.setFetchSize(FETCH);
            select.setLong(1, size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    out.write(line(rows));
                    count++;
                }
            }
        }
        return count;
    }

    private byte[] line(ResultSet row) throws SQLException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator g = json.createGenerator(ObjectWriteContext.empty(), line)) {
            g.writeStartObject();
            g.writeNumberProperty("leaf", row.getLong(1));
            g.writeStringProperty("event", Cells.uuid(row, 2).toString());
            g.writeStringProperty("ref", Cells.text(row, 3));
            g.writeStringProperty("field", Cells.text(row, 4));
            g.writeStringProperty("salt", Base64.getEncoder().encodeToString(Cells.bytes(row, 5)));
            g.writeStringProperty("value", Cells.text(row, 6));
            g.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
