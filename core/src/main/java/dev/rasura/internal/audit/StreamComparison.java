package dev.rasura.internal.audit;

import dev.rasura.audit.Reconciliation;
import dev.rasura.internal.audit.SortedCopies.Copy;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares the stream's files with the trail: both sides sorted by event id, and merged. The trail is read first, in one
 * snapshot, then the files; what only they have is looked up once more, because it may have been committed meanwhile.
 */
final class StreamComparison {

    static final String CALL = "AuditStream.reconcile";
    private static final int FETCH = 1_000;
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final UnitsOfWork units;
    private final AuditStatements sql;
    private final KeyRing keys;
    private final SinkChoice choice;
    private final Clock clock;

    StreamComparison(UnitsOfWork units, AuditStatements sql, KeyRing keys, SinkChoice choice, Clock clock) {
        this.keys = keys;
        this.units = units;
        this.sql = sql;
        this.choice = choice;
        this.clock = clock;
    }

    Instant aMinuteAgo() {
        return clock.instant().minus(GRACE);
    }

    Reconciliation run(List<Path> files, Instant from, Instant to) {
        try (SortedCopies trail = new SortedCopies();
                SortedCopies stream = new SortedCopies()) {
            StatedExpiry expired = units.own(CALL, Mode.SNAPSHOT, (connection, session) -> {
                rows(connection, from, to, trail);
                return StatedExpiry.read(connection, sql, keys);
            });
            trail.sort();
            Lines lines = new Lines(from, to, expired, new LinePages(units, sql, stream));
            files.forEach(file -> StreamLines.read(file, lines));
            lines.pages.compare();
            stream.sort();
            Merge merge = new Merge();
            merge.run(trail, stream);
            units.own(CALL, Mode.READ, (connection, session) -> {
                merge.lookUpAgain(connection);
                return merge;
            });
            return merge.result(from, to, lines);
        }
    }

    private void rows(Connection connection, Instant from, Instant to, SortedCopies trail) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.leafBytes)) {
            select.setFetchSize(FETCH);
            select.setLong(1, Long.MAX_VALUE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(Cells.bytes(row, 2), from, to, trail);
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(sql.staged)) {
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(Cells.bytes(row, 5), from, to, trail);
                }
            }
        }
    }

    // A row that is no event any more is missing here, and verification names it.
    private void add(byte[] leaf, Instant from, Instant to, SortedCopies trail) {
        Optional<Leaf> read = LeafReader.read(leaf);
        if (read.isPresent() && within(read.get().event().time(), from, to)) {
            boolean streamed = choice.of(read.get().event().type()).stream();
            trail.add(Copy.of(read.get().event().id(), MerkleTree.leafHash(leaf), streamed));
        }
    }

    private static boolean within(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /** Takes what the files hold. */
    private static final class Lines implements StreamLines.Reader {
        private final Instant from;
        private final Instant to;
        private final StatedExpiry expired;
        private final LinePages pages;
        private final Named<String> unreadable = new Named<>();
        private long unproven;
        private long others;

        Lines(Instant from, Instant to, StatedExpiry expired, LinePages pages) {
            this.expired = expired;
            this.from = from;
            this.to = to;
            this.pages = pages;
        }

        @Override
        public void event(StreamLine line) {
            if (!within(line.occurredAt(), from, to)) {
                return;
            }
            byte[] hash = line.leafHash();
            if (hash == null) {
                unproven++;
            } else {
                pages.add(line, hash, !expired.covers(line.type(), line.occurredAt()));
            }
        }

        @Override
        public void other() {
            others++;
        }

        @Override
        public void unreadable(String where) {
            unreadable.add(where);
        }
    }

    /** Walks both sides at once. */
    private final class Merge {
        private final Named<UUID> onlyInTrail = new Named<>();
        private final Named<UUID> different = new Named<>();
        private final Map<UUID, Copy> onlyInStream = new LinkedHashMap<>();
        private long onlyInStreamCount;
        private long same;
        private long repeated;
        private long expired;

        void run(SortedCopies trail, SortedCopies stream) {
            Copy row = trail.next();
            Copy line = stream.next();
            while (row != null || line != null) {
                int order = row == null ? 1 : line == null ? -1 : row.compareIds(line);
                if (order < 0 && row != null) {
                    if (row.isExpected()) {
                        onlyInTrail.add(row.id());
                    }
                    row = trail.next();
                } else if (line != null) {
                    Copy first = line;
                    boolean alike = false;
                    boolean unlike = false;
                    boolean altered = false;
                    Copy last = null;
                    for (; line != null && line.compareIds(first) == 0; line = stream.next()) {
                        altered |= line.isAltered();
                        if (last != null && line.isAlike(last)) {
                            repeated += line.isAltered() ? 0 : 1;
                        } else if (order == 0 && row != null && line.isAlike(row)) {
                            alike = true;
                        } else {
                            unlike = true;
                        }
                        last = line;
                    }
                    if (order > 0) {
                        onlyInStream(first);
                        continue;
                    }
                    if (unlike) {
                        different.add(first.id());
                    } else if (alike && !altered) {
                        same++;
                    }
                    // A row that is there twice is verification's to name.
                    for (row = trail.next(); row != null && row.compareIds(first) == 0; row = trail.next()) {
                        // passed over
                    }
                }
            }
        }

        private void onlyInStream(Copy line) {
            if (!line.isExpected()) {
                expired++;
                return;
            }
            onlyInStreamCount++;
            if (onlyInStream.size() < Reconciliation.NAMED) {
                onlyInStream.put(line.id(), line);
            }
        }

        void lookUpAgain(Connection connection) throws SQLException {
            for (Copy line : List.copyOf(onlyInStream.values())) {
                if (isThere(connection, sql.leafOfEvent, 2, line) || isThere(connection, sql.stagedEvent, 5, line)) {
                    onlyInStream.remove(line.id());
                    onlyInStreamCount--;
                    same += line.isAltered() ? 0 : 1;
                }
            }
        }

        private boolean isThere(Connection connection, String query, int column, Copy line) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(query)) {
                select.setObject(1, line.id());
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            && Copy.of(line.id(), MerkleTree.leafHash(Cells.bytes(row, column)), true)
                                    .isAlike(line);
                }
            }
        }

        Reconciliation result(Instant from, Instant to, Lines lines) {
            return new Reconciliation(
                    from,
                    to,
                    same,
                    onlyInTrail.named(),
                    onlyInTrail.count(),
                    List.copyOf(onlyInStream.keySet()),
                    onlyInStreamCount,
                    expired,
                    different.named(),
                    different.count(),
                    lines.pages.altered().named(),
                    lines.pages.altered().count(),
                    lines.pages.masked(),
                    lines.pages.valuesGone(),
                    repeated,
                    lines.unproven,
                    lines.unreadable.named(),
                    lines.unreadable.count(),
                    lines.others);
        }
    }
}
