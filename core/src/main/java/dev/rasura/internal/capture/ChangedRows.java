package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.internal.hibernate.ColumnId;
import dev.rasura.internal.hibernate.RowView;
import dev.rasura.internal.hibernate.UnitsOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Notes what a session did to rows of people: which attributes, whose row, and the values that are kept. */
final class ChangedRows {

    private final OwnerWalk walk;
    private final OwnerLookup lookup;
    private final SessionWorks works;

    ChangedRows(OwnerWalk walk, OwnerLookup lookup, SessionWorks works) {
        this.walk = walk;
        this.lookup = lookup;
        this.works = works;
    }

    void created(SharedSessionContractImplementor session, EntityPlan of, RowView row) {
        SessionWork work = works.of(session);
        RowEntry entry = work.row(of, RowEntry.Kind.CREATED, row.key());
        present(of, row, entry, "after");
        walk.add(of, row, entry.whose);
        works.written(session, work);
    }

    /** Nobody knows what was there before. */
    void overwritten(SharedSessionContractImplementor session, EntityPlan of, RowView after) {
        SessionWork work = works.of(session);
        RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, after.key());
        all(of, after, entry);
        walk.add(of, after, entry.whose);
        works.written(session, work);
    }

    void updated(SharedSessionContractImplementor session, EntityPlan of, RowView before, RowView after) {
        List<ColumnId> changed = new ArrayList<>();
        of.watched().keySet().forEach(column -> {
            if (before.knows(column) && !Objects.deepEquals(before.value(column), after.value(column))) {
                changed.add(column);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        SessionWork work = works.of(session);
        RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, after.key());
        for (ColumnId column : changed) {
            String attribute = Objects.requireNonNull(of.watched().get(column));
            entry.attributes.add(attribute);
            if (entry.plan.keeps(entry.kind, attribute)) {
                // Of several changes in one transaction, what was before the first and after the last.
                entry.values.putIfAbsent(KeptValues.name("before", attribute), KeptValues.text(before.value(column)));
                entry.values.put(KeptValues.name("after", attribute), KeptValues.text(after.value(column)));
            }
        }
        walk.add(of, before, entry.whose);
        walk.add(of, after, entry.whose);
        former(of, before, changed, entry.whose);
        works.written(session, work);
    }

    /** Keeps the copied values by which the row was somebody's before. */
    private static void former(EntityPlan of, RowView before, List<ColumnId> changed, Whose whose) {
        for (EntityPlan.SubjectPath path : of.paths()) {
            path.copied().filter(changed::contains).ifPresent(column -> {
                Object value = before.value(column);
                // A blank copy names nobody.
                if (value != null && !value.toString().isBlank()) {
                    whose.former().add(new Whose.Former(path, value));
                }
            });
        }
    }

    void deleting(
            SharedSessionContractImplementor session, EntityPlan of, RowView row, Supplier<List<RowView>> others) {
        SessionWork work = works.of(session);
        if (work.leaving.containsKey(SessionWork.id(of, row.key()))) {
            return;
        }
        Whose whose = new Whose();
        walk.add(of, row, whose);
        if (whose.unknown().isEmpty()) {
            return;
        }
        // Soon nobody can be asked: for all that go with it, in one statement.
        List<OwnerLookup.Row> asked = new ArrayList<>();
        leaving(of, row, work, asked);
        others.get().forEach(other -> leaving(of, other, work, asked));
        UnitsOfWork.onConnection(session, connection -> {
            Map<Object, Set<SubjectRef>> found = lookup.find(connection, asked);
            asked.forEach(each -> {
                Whose known = Objects.requireNonNull(work.leaving.get(each.id()));
                if (found.containsKey(each.id())) {
                    known.subjects().addAll(found.getOrDefault(each.id(), Set.of()));
                    known.unknown().clear();
                }
            });
        });
    }

    private void leaving(EntityPlan of, RowView row, SessionWork work, List<OwnerLookup.Row> asked) {
        Object id = SessionWork.id(of, row.key());
        if (!work.leaving.containsKey(id)) {
            Whose whose = new Whose();
            walk.add(of, row, whose);
            work.leaving.put(id, whose);
            if (!whose.unknown().isEmpty()) {
                asked.add(new OwnerLookup.Row(id, row.key(), Set.copyOf(whose.unknown())));
            }
        }
    }

    void deleted(SharedSessionContractImplementor session, EntityPlan of, RowView row) {
        SessionWork work = works.of(session);
        RowEntry entry = work.row(of, RowEntry.Kind.DELETED, row.key());
        present(of, row, entry, "before");
        Whose known = work.leaving.get(SessionWork.id(of, row.key()));
        if (known == null) {
            walk.add(of, row, entry.whose);
        } else {
            entry.whose.subjects().addAll(known.subjects());
            entry.whose.unknown().addAll(known.unknown());
        }
        entry.whose.subjects().addAll(work.parted.getOrDefault(SessionWork.id(of, row.key()), Set.of()));
        entry.unresolved = !entry.whose.unknown().isEmpty();
        works.written(session, work);
    }

    private void present(EntityPlan of, RowView row, RowEntry entry, String when) {
        of.watched().forEach((column, attribute) -> {
            Object value = row.value(column);
            if (value != null) {
                entry.attributes.add(attribute);
                if (entry.plan.keeps(entry.kind, attribute)) {
                    entry.values.put(KeptValues.name(when, attribute), KeptValues.text(value));
                }
            }
        });
    }

    /** Each attribute that was written may have changed, also one that is empty now. */
    private void all(EntityPlan of, RowView row, RowEntry entry) {
        of.watched().forEach((column, attribute) -> {
            if (row.knows(column)) {
                entry.attributes.add(attribute);
                if (entry.plan.keeps(entry.kind, attribute)) {
                    entry.values.put(KeptValues.name("after", attribute), KeptValues.text(row.value(column)));
                }
            }
        });
    }
}
