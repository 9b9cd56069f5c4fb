package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.SubjectRef;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four processes of eight threads each record, roll back and seal for a minute, while a fifth verifies. */
class PostgresConcurrencyTest {

    private static final int NODES = 4;
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    private Path keys;
    private TestDatabase database;
    private KeyRing ring;
    private SessionFactory factory;

    @Test
    void everyCommittedEventIsInTheTreeOnceAndNoneThatRolledBack() throws Exception {
        keys = folder.resolve("keys");
        Keygen.generate(keys, RecordedTrail.ORIGIN);
        ring = new KeyRing(KeyFile.read(keys));
        database = TestDatabases.postgresql();
        try (SessionFactory opened = database.sessionFactory(NodeLife.Applicant.class)) {
            factory = opened;
            NodeLife.rasura(factory, keys).createTables(true).build().close();
            SealedTrail observer = node("observer");
            List<String> marks = underLoad(observer);

            SealReport last = observer.seal();
            assertThat(last.alarms()).isZero();
            assertThat(database.count("rasura_audit_staged"))
                    .as("after one sealing more")
                    .isZero();
            theTreeIsWhatTheProcessesSay();
            everyAnchoredCheckpointIsOfThisTree(last);
            eachSealedWhatWaited();

            VerificationReport whole = node("auditor").verify();
            assertThat(whole.findings()).isEmpty();
            assertThat(whole.coveredSize()).isEqualTo(whole.treeSize()).isEqualTo(last.treeSize());
            VerificationReport rest = node("auditor").verify(VerificationScope.since(marks.get(marks.size() / 2)));
            assertThat(rest.findings()).isEmpty();
            assertThat(rest.rootHash()).isEqualTo(whole.rootHash());
        } finally {
            database.close();
        }
    }

    private SealedTrail node(String name) {
        return NodeLife.trail(factory, keys, folder.resolve("anchor"), name, Clock.systemUTC());
    }

    /** Verifies what came since the last time until all processes have ended, and keeps the marks. */
    private List<String> underLoad(SealedTrail observer) throws Exception {
        List<Process> processes = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        try {
            for (int i = 1; i <= NODES; i++) {
                processes.add(start(i));
            }
            VerificationScope scope = VerificationScope.full();
            for (Process process : processes) {
                while (!process.waitFor(2, TimeUnit.SECONDS)) {
                    VerificationReport report = observer.verify(scope);
                    assertThat(report.intact()).as("%s", report.findings()).isTrue();
                    if (report.mark() != null) {
                        marks.add(report.mark());
                        scope = VerificationScope.since(report.mark());
                    }
                }
            }
            for (int i = 1; i <= NODES; i++) {
                assertThat(processes.get(i - 1).exitValue())
                        .as(lines("output-" + i).toString())
                        .isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        return marks;
    }

    private Process start(int node) throws IOException {
        return OwnJvm.with("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .start(
                        LoadedNode.class,
                        List.of(
                                database.url(),
                                database.user(),
                                database.password(),
                                keys.toString(),
                                folder.toString(),
                                String.valueOf(node),
                                String.valueOf(SECONDS)),
                        folder.resolve("output-" + node));
    }

    private void theTreeIsWhatTheProcessesSay() throws IOException, SQLException {
        List<String> sealed = column("select event_id from rasura_audit_leaf");
        assertThat(new HashSet<>(sealed)).as("each once").hasSameSizeAs(sealed);
        Set<String> committed = new HashSet<>(lines(LoadedNode.COMMITTED));
        Set<String> ours = new HashSet<>(column("select event_id from rasura_audit_leaf where event_type in ('"
                + NodeLife.DECIDED + "', '" + NodeLife.DENIED + "')"));
        // Compared so that a failure names a few and not ten thousand.
        assertThat(without(committed, ours))
                .as("committed, and not in the tree")
                .isEmpty();
        assertThat(without(ours, committed))
                .as("in the tree, and not committed")
                .isEmpty();
        assertThat(committed).hasSizeGreaterThan(1000);
        List<String> rolledBack = lines(LoadedNode.ROLLED_BACK);
        assertThat(rolledBack).hasSizeGreaterThan(1000);
        assertThat(without(new HashSet<>(sealed), without(new HashSet<>(sealed), new HashSet<>(rolledBack))))
                .as("rolled back, and in the tree")
                .isEmpty();

        Set<String> created = new HashSet<>();
        for (String id : column("select id from Applicant")) {
            created.add(ring.pseudonym(SubjectRef.of("Applicant", Long.parseLong(id))));
        }
        List<String> captured = column("select s.subject_ref from rasura_audit_leaf l join rasura_audit_leaf_subject s"
                + " on s.leaf_index = l.leaf_index where l.event_type = 'data.created'");
        assertThat(captured).hasSameSizeAs(created);
        assertThat(without(created, new HashSet<>(captured)))
                .as("rows without their event")
                .isEmpty();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    /** Whoever signed it: the tree had that root at that size. */
    private void everyAnchoredCheckpointIsOfThisTree(SealReport last) throws IOException, SQLException {
        TreeMap<Long, Checkpoint> anchored = new TreeMap<>();
        for (String note : Files.readString(folder.resolve("anchor"), StandardCharsets.UTF_8)
                .split("----\n")) {
            if (!note.isEmpty()) {
                Checkpoint checkpoint =
                        Checkpoint.open(note, ring.signer().verifier()).orElseThrow();
                Checkpoint other = anchored.put(checkpoint.size(), checkpoint);
                assertThat(other == null || other.equals(checkpoint)).as(note).isTrue();
            }
        }
        assertThat(anchored).hasSizeGreaterThan(NODES);
        assertThat(anchored.lastKey()).isEqualTo(last.treeSize());
        CompactRange range = new CompactRange();
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement("select leaf from rasura_audit_leaf order by leaf_index");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                range.append(MerkleTree.leafHash(rows.getBytes(1)));
                Checkpoint checkpoint = anchored.get(range.size());
                assertThat(checkpoint == null || checkpoint.hasRoot(range.root()))
                        .as("at %s", range.size())
                        .isTrue();
            }
        }
        assertThat(range.size()).isEqualTo(last.treeSize());
    }

    /**
     * Each process looks at what waits, seals, looks again and fails if any of it still waits. So nothing waits longer than
     * from one sealing to the end of the next, however much comes.
     */
    private void eachSealedWhatWaited() throws IOException {
        for (int i = 1; i <= NODES; i++) {
            assertThat(lines(LoadedNode.WAITED + i)).isNotEmpty().anyMatch(waited -> !waited.equals("0"));
        }
    }

    private List<String> column(String select) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(select);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** All lines of the files whose names begin so. */
    private List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(name))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
