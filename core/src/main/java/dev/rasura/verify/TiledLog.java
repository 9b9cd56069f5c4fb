package dev.rasura.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A whole exported log: every entry against its leaf hash, every hash against the signed root, in one pass. */
final class TiledLog {

    private static final String EXPIRED = "\"type\":\"rasura.expired\"";

    private final Path folder;
    private final TileFiles files;
    private final Findings findings;
    private final SignedCheckpoint checkpoint;
    private final List<SignedCheckpoint> earlier = new ArrayList<>();
    private final GrowingTree entries = new GrowingTree();
    private final GrowingTree hashes = new GrowingTree();
    private boolean whole = true;
    private long expired;
    private long stated;

    TiledLog(Path folder, SignedCheckpoint checkpoint, Findings findings) {
        this.folder = folder;
        this.files = new TileFiles(folder);
        this.checkpoint = checkpoint;
        this.findings = findings;
    }

    /** The log must continue this one, too. */
    void mustContinue(SignedCheckpoint older) {
        if (older.size() > checkpoint.size()) {
            findings.add(
                    "checkpoint of size " + older.size(),
                    "the log has " + checkpoint.size() + " leaves only: it is an older copy, or was cut short");
        } else {
            earlier.add(older);
            earlier.sort(Comparator.comparingLong(SignedCheckpoint::size));
        }
    }

    /** Returns how many disclosed values there are. */
    long verify() throws IOException {
        HashTiles above = new HashTiles(files, findings);
        try (Disclosures disclosures = new Disclosures(folder.resolve("disclosures.jsonl"), findings)) {
            expired = expired();
            begin(above);
            compareEarlier();
            for (long first = expired; first < checkpoint.size(); first += TileFiles.WIDTH) {
                int width = (int) Math.min(TileFiles.WIDTH, checkpoint.size() - first);
                tile(first, width, above, disclosures);
            }
            disclosures.rest();
            above.finish();
            root();
            if (expired > stated) {
                findings.add(
                        "leaves " + stated + " to " + (expired - 1),
                        "missing, and no leaf says that they have expired");
            }
            return disclosures.count();
        }
    }

    /** How many leaves before the first one that is there have expired. */
    long firstLeaf() {
        return expired;
    }

    /** How many leaves are missing at the beginning; that they may be, a leaf must say. */
    private long expired() {
        for (long first = 0; first < checkpoint.size(); first += TileFiles.WIDTH) {
            int width = (int) Math.min(TileFiles.WIDTH, checkpoint.size() - first);
            if (files.exists(TileFiles.path("entries", first / TileFiles.WIDTH, width))) {
                return first;
            }
        }
        return 0;
    }

    private void begin(HashTiles above) throws IOException {
        List<byte[]> subtrees = above.begin(expired, checkpoint.size());
        if (subtrees == null) {
            whole = false;
        } else {
            entries.begin(subtrees, expired);
            hashes.begin(subtrees, expired);
        }
    }

    /** Takes what a leaf says of leaves before it that have expired. */
    private void statement(byte[] entry) {
        if (expired == 0 || !new String(entry, StandardCharsets.UTF_8).contains(EXPIRED)) {
            return;
        }
        Map<?, ?> event = JsonText.object(entry);
        if (event != null
                && "rasura.expired".equals(event.get("type"))
                && event.get("facts") instanceof Map<?, ?> facts
                && checkpoint.origin().equals(facts.get("origin"))
                && facts.get("leaves") instanceof String leaves
                && leaves.matches("[0-9]{1,18}")) {
            stated = Math.max(stated, Long.parseLong(leaves));
        }
    }

    private void tile(long first, int width, HashTiles above, Disclosures disclosures) throws IOException {
        long index = first / TileFiles.WIDTH;
        String bundlePath = TileFiles.path("entries", index, width);
        String tilePath = TileFiles.path("0", index, width);
        byte[] bundle = files.read(bundlePath);
        byte[] tile = files.read(tilePath);
        List<byte[]> leaves = bundle == null ? null : TileFiles.entries(bundle, width);
        if (leaves == null) {
            whole = false;
            findings.add(
                    "tile/" + bundlePath,
                    bundle == null ? "missing" : "altered: it does not hold " + width + " entries");
        }
        boolean hashed = tile != null && tile.length == width * Hashing.BYTES;
        if (!hashed) {
            findings.add(
                    "tile/" + tilePath, tile == null ? "missing" : "altered: it does not hold " + width + " hashes");
        }
        GrowingTree subtree = new GrowingTree();
        for (int i = 0; i < width; i++) {
            byte[] entry = leaves == null ? null : leaves.get(i);
            byte[] computed = entry == null ? null : Hashing.leaf(entry);
            byte[] kept = hashed && tile != null
                    ? Arrays.copyOfRange(tile, i * Hashing.BYTES, (i + 1) * Hashing.BYTES)
                    : computed;
            if (entry != null && computed != null) {
                entries.add(computed);
                statement(entry);
                disclosures.of(first + i, entry);
                if (!Arrays.equals(computed, kept)) {
                    findings.add("leaf " + (first + i), "altered: its hash is not the one in the tile");
                }
            }
            if (kept != null) {
                hashes.add(kept);
                subtree.add(kept);
            }
            compareEarlier();
        }
        if (width == TileFiles.WIDTH && subtree.size() == width) {
            above.add(1, subtree.root());
        }
    }

    private void compareEarlier() {
        while (!earlier.isEmpty() && earlier.get(0).size() == entries.size()) {
            SignedCheckpoint older = earlier.remove(0);
            if (whole && !older.hasRoot(entries.root())) {
                findings.add(
                        "checkpoint of size " + older.size(),
                        "the log does not continue it: the first " + older.size() + " leaves are others");
            }
        }
    }

    private void root() {
        if (whole && !checkpoint.hasRoot(entries.root())) {
            findings.add(
                    "checkpoint",
                    "the entries do not add up to its root: leaves were altered, inserted, removed or reordered");
        }
        if (hashes.size() == checkpoint.size() && !checkpoint.hasRoot(hashes.root())) {
            findings.add("checkpoint", "the hash tiles do not add up to its root");
        }
        earlier.forEach(older -> findings.add(
                "checkpoint of size " + older.size(),
                older.size() < expired
                        ? "not compared: the leaves up to it have expired"
                        : "not compared: entries are missing"));
    }
}
