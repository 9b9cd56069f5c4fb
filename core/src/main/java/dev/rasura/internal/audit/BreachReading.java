package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.CaptureCounts;
import dev.rasura.audit.Finding;
import dev.rasura.audit.InclusionProof;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one breach report in one snapshot: the staged events first, then the leaves one by one for what an event says as a
 * whole, then the leaves person by person. Used once.
 */
final class BreachReading {

    private static final int FETCH = 1_000;

    /** How many people are proven together. */
    private static final int TOGETHER = 1_000;

    /** How many people of staged events are held. */
    private static final int STAGED_PEOPLE = 100_000;

    /** The fact by which capture says that it does not know whose rows they were. */
    private static final String SUBJECTS = "subjects";

    private static final String UNRESOLVED = "UNRESOLVED";

    private static final String MORE_SUBJECTS = "moreSubjects";

    /** The fact by which capture counts rows whose people it did not look up. */
    private static final String MORE_ROWS = "moreRows";

    private final AuditStatements sql;
    private final KeyRing keys;
    private final SeenCategories categories;
    private final TreeProofs proofs;
    private final BreachScope scope;
    private final Consumer<AffectedSubject> people;

    private final Map<Party, AffectedTally> staged = new HashMap<>();
    private final List<AffectedTally> waiting = new ArrayList<>();
    private final Map<DataCategory, Long> peopleOf = new TreeMap<>();
    private long subjects;
    private long events;
    private long unresolved;
    private long unnamed;
    private long unclassified;
    private long unsealed;
    private long unreadable;
    private @Nullable Instant first;
    private @Nullable Instant last;

    BreachReading(
            AuditStatements sql,
            KeyRing keys,
            SeenCategories categories,
            TreeProofs proofs,
            BreachScope scope,
            Consumer<AffectedSubject> people) {
        this.sql = sql;
        this.keys = keys;
        this.categories = categories;
        this.proofs = proofs;
        this.scope = scope;
        this.people = people;
    }

    /**
     * @param lost how many events could not be written, as far as it is known
     * @param counts what this process could not follow
     * @param findings what verification found in the same snapshot
     */
    BreachReport run(Connection connection, long lost, CaptureCounts counts, List<Finding> findings)
            throws SQLException {
        stagedEvents(connection);
        sealedEvents(connection);
        sealedPeople(connection);
        for (AffectedTally tally : staged.values()) {
            add(connection, tally);
        }
        tell(connection);
        return new BreachReport(
                scope,
                subjects,
                events,
                peopleOf,
                first,
                last,
                new BreachReport.Unknown(
                        unresolved,
                        unnamed,
                        unclassified,
                        unsealed,
                        unreadable,
                        lost,
                        counts.uninspected(),
                        counts.opaque(),
                        StatedExpiry.read(connection, sql, keys)
                                .completeSince()
                                .filter(scope.from()::isBefore)
                                .orElse(null),
                        findings));
    }

    private void stagedEvents(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.staged)) {
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<Leaf> leaf = LeafSequencer.genuine(keys, Cells.bytes(rows, 5), Cells.bytes(rows, 6))
                            .filter(this::inScope);
                    if (leaf.isEmpty()) {
                        continue;
                    }
                    RecordedEvent event = leaf.get().event();
                    unsealed++;
                    count(event);
                    for (Party subject : new HashSet<>(event.subjects())) {
                        staged.computeIfAbsent(subject, AffectedTally::new).addStaged(event, categories.of(event));
                    }
                    if (staged.size() > STAGED_PEOPLE) {
                        throw new AuditException(
                                "More than " + STAGED_PEOPLE + " people are in events that are not sealed"
                                        + " yet, too many to hold. Call seal() first, then make the report.");
                    }
                }
            }
        }
    }

    private void sealedEvents(Connection connection) throws SQLException {
        try (PreparedStatement select = scoped(connection, sql.selectEventsOfTime, "");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Optional<Leaf> leaf = LeafSequencer.genuine(keys, Cells.bytes(rows, 2), Cells.bytes(rows, 3));
                if (leaf.isEmpty()) {
                    unreadable++;
                } else if (inScope(leaf.get())) {
                    count(leaf.get().event());
                }
            }
        }
    }

    private void sealedPeople(Connection connection) throws SQLException {
        AffectedTally tally = null;
        try (PreparedStatement select = scoped(
                        connection, sql.selectSubjectsOfTime, " order by s.subject_ref, s.subject_type, l.leaf_index");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                byte[] bytes = Cells.bytes(rows, 2);
                Party subject = new Party(Cells.text(rows, 4), Cells.text(rows, 5));
                Optional<Leaf> leaf =
                        LeafSequencer.genuine(keys, bytes, Cells.bytes(rows, 3)).filter(this::inScope);
                if (leaf.isEmpty() || !leaf.get().event().subjects().contains(subject)) {
                    continue;
                }
                if (tally == null || !tally.subject().equals(subject)) {
                    if (tally != null) {
                        add(connection, tally);
                    }
                    AffectedTally begun = staged.remove(subject);
                    tally = begun == null ? new AffectedTally(subject) : begun;
                }
                RecordedEvent event = leaf.get().event();
                tally.addSealed(rows.getLong(1), bytes, event, categories.of(event));
            }
        }
        if (tally != null) {
            add(connection, tally);
        }
    }

    private PreparedStatement scoped(Connection connection, String select, String order) throws SQLException {
        StringBuilder statement = new StringBuilder(select);
        List<Object> values = new ArrayList<>();
        Criteria.addTimes(statement, values, DatabaseFamily.of(connection).idiom(), scope.from(), scope.to());
        if (scope.actor() != null) {
            statement.append(" and l.actor_ref = ?");
            values.add(LeafWriter.ref(keys, scope.actor()));
        }
        if (scope.entity() != null) {
            statement.append(Criteria.OF_ENTITY);
            values.add(String.valueOf(LeafRow.searched(scope.entity())));
        }
        PreparedStatement prepared =
                connection.prepareStatement(statement.append(order).toString());
        prepared.setFetchSize(FETCH);
        for (int i = 0; i < values.size(); i++) {
            prepared.setObject(i + 1, values.get(i));
        }
        return prepared;
    }

    private boolean inScope(Leaf leaf) {
        RecordedEvent event = leaf.event();
        return (scope.actor() == null || event.actor().ref().equals(LeafWriter.ref(keys, scope.actor())))
                && (scope.entity() == null || SeenCategories.entities(event).contains(scope.entity()))
                && !event.time().isBefore(scope.from())
                && event.time().isBefore(scope.to());
    }

    private void count(RecordedEvent event) {
        events++;
        first = first == null || event.time().isBefore(first) ? event.time() : first;
        last = last == null || event.time().isAfter(last) ? event.time() : last;
        long more = number(event.facts().get(MORE_SUBJECTS));
        unnamed += more;
        if (more > 0
                || UNRESOLVED.equals(event.facts().get(SUBJECTS))
                || event.facts().containsKey(MORE_ROWS)) {
            unresolved++;
        }
        if (!event.subjects().isEmpty() && !categories.of(event).whole()) {
            unclassified++;
        }
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void add(Connection connection, AffectedTally tally) throws SQLException {
        subjects++;
        tally.categories().forEach(category -> peopleOf.merge(category, 1L, Long::sum));
        waiting.add(tally);
        if (waiting.size() >= TOGETHER) {
            tell(connection);
        }
    }

    private void tell(Connection connection) throws SQLException {
        Map<Long, TreeProofs.Sealed> ends = new HashMap<>();
        waiting.forEach(tally -> tally.ends().forEach(end -> ends.put(end.index(), end)));
        Map<Long, InclusionProof> proven = proofs.inclusions(connection, List.copyOf(ends.values()));
        waiting.forEach(tally -> people.accept(tally.told(proven)));
        waiting.clear();
    }
}
