package dev.rasura.internal.audit;

import dev.rasura.annotation.DataCategory;
import dev.rasura.audit.AffectedSubject;
import dev.rasura.audit.InclusionProof;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a breach did to one person, summed up event by event. Of the leaves only the first and the last are held. */
final class AffectedTally {

    private final Party subject;
    private final Set<DataCategory> categories = EnumSet.noneOf(DataCategory.class);
    private final TreeSet<String> entities = new TreeSet<>();
    private final Map<Outcome, Long> events = new EnumMap<>(Outcome.class);
    private long unclassified;
    private long unsealed;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private TreeProofs.@Nullable Sealed begin;
    private TreeProofs.@Nullable Sealed end;

    AffectedTally(Party subject) {
        this.subject = subject;
    }

    Party subject() {
        return subject;
    }

    Set<DataCategory> categories() {
        return categories;
    }

    void addStaged(RecordedEvent event, SeenCategories.Seen seen) {
        unsealed++;
        add(event, seen);
    }

    /** Adds a leaf; leaves come in their order. */
    void addSealed(long index, byte[] bytes, RecordedEvent event, SeenCategories.Seen seen) {
        add(event, seen);
        end = new TreeProofs.Sealed(event.id(), index, bytes);
        begin = begin == null ? end : begin;
    }

    private void add(RecordedEvent event, SeenCategories.Seen seen) {
        events.merge(event.outcome(), 1L, Long::sum);
        if (event.outcome() != Outcome.DENIED) {
            categories.addAll(seen.categories());
        }
        if (!seen.whole()) {
            unclassified++;
        }
        entities.addAll(SeenCategories.entities(event));
        first = event.time().isBefore(first) ? event.time() : first;
        last = event.time().isAfter(last) ? event.time() : last;
    }

    /** The leaves to prove: none, one, or two. */
    List<TreeProofs.Sealed> ends() {
        List<TreeProofs.Sealed> ends = new ArrayList<>();
        if (begin != null && end != null) {
            ends.add(begin);
            if (end.index() != begin.index()) {
                ends.add(end);
            }
        }
        return ends;
    }

    AffectedSubject told(Map<Long, InclusionProof> proven) {
        List<InclusionProof> proofs = new ArrayList<>();
        for (TreeProofs.Sealed each : ends()) {
            InclusionProof proof = proven.get(each.index());
            if (proof != null) {
                proofs.add(proof);
            }
        }
        return new AffectedSubject(subject, categories, entities, events, unclassified, first, last, unsealed, proofs);
    }
}
