package dev.rasura.internal.audit;

import dev.rasura.internal.audit.MerkleTree.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The audit paths of many leaves in one pass over the hashes of all. Each hash of a path is the root of a perfect subtree,
 * met while the tree grows, or of all leaves from some place on, made of the frontier at the end. Holds what the paths need
 * and nothing else.
 */
final class InclusionPass {

    private static final int FETCH = 10_000;

    private final long size;
    private final Map<Range, byte[]> needed = new HashMap<>();
    private final Set<Range> wanted = new HashSet<>();
    private final Deque<Node> frontier = new ArrayDeque<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Node(Range leaves, byte[] hash) {}

    /** Of these leaves, in the tree of that size. All its leaf hashes are to be appended, then it is to be ended. */
    InclusionPass(Collection<Long> indexes, long size) {
        this.size = size;
        indexes.forEach(index -> wanted.addAll(MerkleTree.inclusionRanges(index, size)));
    }

    /** Reads the hashes and makes ready the paths of these leaves in the tree of that size. */
    static InclusionPass over(
            Connection connection, AuditStatements sql, CompactRange expired, Collection<Long> indexes, long size)
            throws SQLException {
        InclusionPass pass = new InclusionPass(indexes, size);
        expired.forEach(pass::append);
        try (PreparedStatement select = connection.prepareStatement(sql.leafHashes)) {
            select.setFetchSize(FETCH);
            select.setLong(1, size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    pass.append(rows.getLong(1), Cells.bytes(rows, 2));
                }
            }
        }
        pass.end();
        return pass;
    }

    void append(long index, byte[] hash) {
        append(index, index + 1, hash);
    }

    private void append(long first, long end, byte[] hash) {
        Node node = new Node(new Range(first, end), hash);
        keep(node);
        while (!frontier.isEmpty() && sibling(frontier.getLast(), node)) {
            Node left = frontier.removeLast();
            node = new Node(
                    new Range(left.leaves().first(), node.leaves().end()),
                    MerkleTree.nodeHash(left.hash(), node.hash()));
            keep(node);
        }
        frontier.addLast(node);
    }

    private static boolean sibling(Node left, Node right) {
        long width = right.leaves().end() - right.leaves().first();
        return left.leaves().end() == right.leaves().first()
                && left.leaves().end() - left.leaves().first() == width
                && left.leaves().first() % (2 * width) == 0;
    }

    private void keep(Node node) {
        if (wanted.contains(node.leaves())) {
            needed.put(node.leaves(), node.hash());
        }
    }

    void end() {
        Iterator<Node> smallestFirst = frontier.descendingIterator();
        Node suffix = null;
        while (smallestFirst.hasNext()) {
            Node next = smallestFirst.next();
            suffix = suffix == null
                    ? next
                    : new Node(
                            new Range(next.leaves().first(), suffix.leaves().end()),
                            MerkleTree.nodeHash(next.hash(), suffix.hash()));
            keep(suffix);
        }
    }

    /** The leaf's audit path, from the bottom up, or empty if leaves are missing. */
    Optional<List<byte[]>> path(long index) {
        List<byte[]> path = new ArrayList<>();
        for (Range range : MerkleTree.inclusionRanges(index, size)) {
            byte[] hash = needed.get(range);
            if (hash == null) {
                return Optional.empty();
            }
            path.add(hash);
        }
        return Optional.of(path);
    }
}
