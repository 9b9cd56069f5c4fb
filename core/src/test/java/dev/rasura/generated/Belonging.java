package dev.rasura.generated;

import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Obj.Elem;
import dev.rasura.generated.Obj.Written;
import dev.rasura.generated.Ref.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose rows are whose: what is the subject's, along all paths. */
final class Belonging {

    private final List<Obj> objects;
    private final Obj subject;
    private final Set<Obj> belonging = new HashSet<>();
    private final List<Owned> owned = new ArrayList<>();

    Belonging(List<Obj> objects, Obj subject) {
        this.objects = objects;
        this.subject = subject;
        addOwned(subject);
        spread();
    }

    /** What the subject owns, and what that owns in turn, each after its owner. */
    List<Owned> owned() {
        return owned;
    }

    /** That a row owns another. */
    record Owned(Obj owner, Ref ref, Obj target) {}

    private void addOwned(Obj owner) {
        for (Ref ref : owner.ent.allRefs()) {
            Obj target = owner.refs.get(ref);
            if (ref.role == Role.OWNS && target != null) {
                owned.add(new Owned(owner, ref, target));
                addOwned(target);
            }
        }
    }

    private void spread() {
        belonging.add(subject);
        owned.forEach(o -> belonging.add(o.target()));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Obj object : objects) {
                if (!belonging.contains(object) && isBy(object, a -> a != RowAction.UNLINK)) {
                    grown |= belonging.add(object);
                }
            }
        }
    }

    /** Whether a row is the subject's by a reference with such an action. */
    boolean isBy(Obj object, java.util.function.Predicate<RowAction> action) {
        if (object.ent.ofSubjects()) {
            return false;
        }
        return object.ent.allRefs().stream()
                .filter(r -> (r.role == Role.DECLARED || r.role == Role.INFERRED) && action.test(actionOf(object, r)))
                .anyMatch(r -> targets(object, r).stream().anyMatch(belonging::contains));
    }

    static RowAction actionOf(Obj object, Ref ref) {
        return ref.action == null ? object.ent.action() : ref.action;
    }

    /** The rows that a reference of a row leads to. */
    List<Obj> targets(Obj object, Ref ref) {
        if (!ref.soft()) {
            Obj target = object.refs.get(ref);
            return target == null ? List.of() : List.of(target);
        }
        Object copy = object.copies.get(ref);
        if (copy == null || copy instanceof Written || copy.toString().isBlank()) {
            return List.of();
        }
        return objects.stream()
                .filter(t -> t.ent.is(ref.target) && !t.deletedBefore)
                .filter(t -> same(copy, ref.toKey ? t.key.get(0) : t.values.get(copied(ref)), ref.ignoreCase))
                .toList();
    }

    private static String copied(Ref ref) {
        return java.util.Objects.requireNonNull(ref.copies).name();
    }

    private static boolean same(Object copy, @Nullable Object value, boolean ignoreCase) {
        if (value == null || value instanceof Written) {
            return false;
        }
        return ignoreCase
                ? copy.toString()
                        .toLowerCase(Locale.ROOT)
                        .equals(value.toString().toLowerCase(Locale.ROOT))
                : copy.equals(value);
    }

    /** The rows that are the subject's, also those that would merely be unlinked. */
    boolean touches(Obj object) {
        return belonging.contains(object) || isBy(object, a -> true);
    }

    /** The rows that are the subject's for good. */
    boolean passes(Obj object) {
        return belonging.contains(object);
    }

    boolean passes(Elem element) {
        return touches(element);
    }

    /** Whether a row of a collection's table is the subject's. */
    boolean touches(Elem element) {
        return belonging.contains(element.owner.live)
                || (element.coll.links() && element.target != null && belonging.contains(element.target));
    }

    /** The rows of the subject's that a ground keeps. */
    List<Obj> retained() {
        return belonging.stream().filter(Obj::retained).toList();
    }

    /** Whether a row of the subject's holds a copy of somebody else's value. */
    boolean namesOthers() {
        return objects.stream()
                .filter(belonging::contains)
                .anyMatch(o -> o.ent.allRefs().stream()
                        .anyMatch(r -> r.said instanceof Said.Personal
                                && o.copies.get(r) != null
                                && !targets(o, r).contains(subject)));
    }
}
