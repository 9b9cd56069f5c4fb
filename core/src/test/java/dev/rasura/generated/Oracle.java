package dev.rasura.generated;

import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Obj.Elem;
import dev.rasura.generated.Obj.Written;
import dev.rasura.generated.Ref.Derived;
import dev.rasura.generated.Ref.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an erasure must do, by the words of the documentation, on objects in memory: a second reading of the rules that
 * shares nothing with the first.
 */
final class Oracle {

    private final Model.Keeper keeper;
    private final List<Obj> objects;
    private final Obj subject;
    private final Belonging whose;
    /** Rows that the subject owns, and somebody else refers to as well. */
    private final Set<Obj> kept = new HashSet<>();

    Oracle(Model.Keeper keeper, List<Obj> objects, Obj subject) {
        this.keeper = keeper;
        this.objects = objects.stream().filter(o -> !o.gone).toList();
        this.subject = subject;
        this.whose = new Belonging(this.objects, subject);
    }

    Belonging whose() {
        return whose;
    }

    /** What becomes of the rows, told apart by whether it can be done at all. */
    record Verdict(boolean refusedAsShared, boolean impossible, boolean keptAsShared, Map<String, Long> deleted) {}

    // --- what becomes of them

    /** Does it to the objects. */
    Verdict erase() {
        Set<RowAction> none = EnumSet.noneOf(RowAction.class);
        boolean refused = false;
        List<Obj> goes = new ArrayList<>();
        List<Obj> overwritten = new ArrayList<>();
        List<Runnable> unlinks = new ArrayList<>();
        keepShared();
        for (Belonging.Owned owned : whose.owned()) {
            Obj owner = owned.owner();
            RowAction action = owner == subject ? subjectAction() : owner.ent.action();
            if (kept.contains(owned.target()) && !kept.contains(owner) && action == RowAction.ANONYMISE) {
                refused |= !owned.ref().nullable;
                unlinks.add(() -> owner.unlink(owned.ref()));
            }
        }
        for (Obj object : objects) {
            Set<RowAction> actions = EnumSet.copyOf(none);
            if (object == subject) {
                actions.add(subjectAction());
            } else {
                for (RowAction action : RowAction.values()) {
                    if (whose.isBy(object, a -> a == action)) {
                        actions.add(action);
                    }
                }
                if (owns(object) && !kept.contains(object)) {
                    actions.add(object.ent.action());
                }
            }
            if (object.retained()) {
                continue;
            }
            if (actions.contains(RowAction.DELETE)) {
                goes.add(object);
            } else if (actions.contains(RowAction.ANONYMISE)) {
                overwritten.add(object);
            }
            if (actions.contains(RowAction.UNLINK)) {
                for (Ref ref : object.ent.allRefs()) {
                    if ((ref.role == Role.DECLARED || ref.role == Role.INFERRED)
                            && Belonging.actionOf(object, ref) == RowAction.UNLINK
                            && whose.targets(object, ref).stream().anyMatch(whose::passes)) {
                        unlinks.add(() -> object.unlink(ref));
                    }
                }
            }
        }
        if (refused) {
            return new Verdict(true, false, true, Map.of());
        }
        List<Elem> elements = elements();
        goes.forEach(o -> o.gone = true);
        overwritten.forEach(o -> o.states().forEach(this::overwrite));
        unlinks.forEach(Runnable::run);
        rekey(overwritten);
        return finish(goes, elements, !kept.isEmpty());
    }

    /** Gives an anonymised subject with a personal key another one, and everything that refers to it. */
    private void rekey(List<Obj> overwritten) {
        if (subject.ent.root().personalKey == null || subject.gone) {
            return;
        }
        Object old = subject.key.get(0);
        move(subject);
        for (Obj object : overwritten) {
            for (Ref ref : object.ent.allRefs()) {
                if (ref.soft() && ref.toKey && subject.ent.is(ref.target) && old.equals(object.copies.get(ref))) {
                    object.copies.put(ref, Written.TOKEN);
                    object.changed = true;
                }
            }
        }
    }

    private void move(Obj moved) {
        moved.key.set(0, Written.TOKEN);
        moved.changed = true;
        for (Obj object : objects) {
            for (Ref ref : object.ent.allRefs()) {
                if (!object.gone && object.refs.get(ref) == moved) {
                    object.changed = true;
                    if (ref.derived != Derived.NOT) {
                        move(object);
                    }
                }
            }
        }
    }

    private Verdict finish(List<Obj> goes, List<Elem> elements, boolean kept) {
        Map<String, Long> deleted = new TreeMap<>();
        for (Obj object : goes) {
            object.states()
                    .forEach(state -> Physical.tables(state)
                            .forEach(t -> deleted.merge(state == object ? t : t + "*", 1L, Long::sum)));
        }
        elements.forEach(
                e -> deleted.merge(e.coll.table(declaring(e)) + (e.owner.live == e.owner ? "" : "*"), 1L, Long::sum));
        boolean impossible = false;
        for (Obj object : objects) {
            if (object.gone) {
                impossible |= object.elements().stream().anyMatch(e -> !e.gone);
                continue;
            }
            for (Ref ref : object.ent.allRefs()) {
                Obj target = object.refs.get(ref);
                if (target != null && target.gone && !target.deletedBefore) {
                    impossible |= !ref.nullable && !object.deletedBefore;
                    if (ref.nullable || keeper == Model.Keeper.ENVERS) {
                        object.unlink(ref);
                    }
                }
            }
            for (Elem element : object.elements()) {
                boolean past = element.owner.live != element.owner;
                if (!element.gone && element.target != null && element.target.gone && !past) {
                    impossible |= element.coll.links() || !element.coll.targetNullable;
                    element.target = null;
                }
            }
        }
        return new Verdict(false, impossible, kept, deleted);
    }

    private static Ent declaring(Elem element) {
        return element.owner.ent.lineage().stream()
                .filter(e -> e.colls.contains(element.coll))
                .findFirst()
                .orElseThrow();
    }

    private RowAction subjectAction() {
        return subject.ent.lineage().stream()
                .map(e -> e.subject)
                .filter(a -> a != null)
                .findFirst()
                .orElseThrow();
    }

    private boolean owns(Obj object) {
        return whose.owned().stream().anyMatch(o -> o.target() == object);
    }

    /** What is kept may refer to more that is owned, and keep it. */
    private void keepShared() {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Belonging.Owned owned : whose.owned()) {
                if (kept.contains(owned.owner()) || isShared(owned.target())) {
                    grown |= kept.add(owned.target());
                }
            }
        }
    }

    private boolean isShared(Obj owned) {
        for (Obj object : objects) {
            if (object != subject && (!whose.touches(object) || kept.contains(object)) && !object.deletedBefore) {
                for (Ref ref : object.ent.allRefs()) {
                    if (whose.targets(object, ref).contains(owned)) {
                        return true;
                    }
                }
            }
            for (Elem element : object.elements()) {
                boolean past = element.owner.live != element.owner;
                boolean others = !whose.touches(element) || (kept.contains(object) && !element.coll.links());
                if (!element.gone && element.target == owned && !past && others) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Treats the rows of collections, and returns those that go. What is kept because others refer to it keeps its place in
     * their lists.
     */
    private List<Elem> elements() {
        Set<Elem> gone = new LinkedHashSet<>();
        for (Obj object : objects) {
            for (Elem element : object.elements()) {
                if (element.gone
                        || staysWithWhatIsKept(object, element)
                        || !whose.touches(element)
                        || object.retained()) {
                    continue;
                }
                if (element.coll.actionOrDefault() == RowAction.DELETE) {
                    gone.add(element);
                } else {
                    // Of a history of Envers's, all columns of an embeddable may be null.
                    boolean nullable = keeper == Model.Keeper.ENVERS
                            && element.owner.live != element.owner
                            && element.coll.kind == CollKind.EMBEDDABLES;
                    element.coll.parts.forEach(p -> element.values.put(
                            p.col().name(),
                            Overwriting.written(
                                    p,
                                    nullable || p.nullable(),
                                    element.values.get(p.col().name()))));
                }
            }
        }
        gone.forEach(e -> e.gone = true);
        return List.copyOf(gone);
    }

    private boolean staysWithWhatIsKept(Obj object, Elem element) {
        if (element.target != null && kept.contains(element.target)) {
            return kept.contains(object) || !whose.passes(object);
        }
        boolean ofTarget = element.coll.links() && whose.passes(Objects.requireNonNull(element.target));
        return kept.contains(object) && !ofTarget;
    }

    private void overwrite(Obj object) {
        boolean nullable = object.live != object && keeper == Model.Keeper.ENVERS;
        for (Attr attr : object.attrs()) {
            if (attr.computedFrom() != null || (attr.secondary() && !object.secondaryRow)) {
                continue;
            }
            object.set(
                    attr.col().name(),
                    Overwriting.written(
                            attr,
                            nullable || attr.nullable(),
                            object.values.get(attr.col().name())));
        }
        object.ent.allRefs().stream()
                .filter(r -> r.said instanceof Said.Personal && object.copies.get(r) != null)
                .forEach(object::unlink);
    }

    /** Whether a row that stays is the subject's and has a column nobody classified. */
    boolean leavesUnclassified() {
        for (Obj object : objects) {
            boolean unsaid = object.ent.lineage().stream()
                    .filter(e -> !e.restNotPersonal)
                    .flatMap(e -> e.attrs.stream())
                    .anyMatch(a -> a.said() instanceof Said.Nothing);
            if (!object.gone && unsaid && whose.touches(object) && !kept.contains(object)) {
                return true;
            }
        }
        return false;
    }
}
