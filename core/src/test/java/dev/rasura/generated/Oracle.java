package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.CollKind;
import dev.rasura.generated.Model.Derived;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Ref;
import dev.rasura.generated.Model.Role;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Obj.Elem;
import dev.rasura.generated.Obj.Written;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure must do, by the words of the documentation, on objects in memory: a second reading of the rules that
 * shares nothing with the first.
 */
final class Oracle {

    private final List<Obj> objects;
    private final Obj subject;
    private final Set<Obj> belonging = new HashSet<>();
    /** Rows that the subject owns, and somebody else refers to as well. */
    private final Set<Obj> kept = new HashSet<>();

    Oracle(List<Obj> objects, Obj subject) {
        this.objects = objects.stream().filter(o -> !o.gone).toList();
        this.subject = subject;
        spread();
    }

    /** What becomes of the rows, told apart by whether it can be done at all. */
    record Verdict(boolean refusedAsShared, boolean impossible, boolean keptAsShared, Map<String, Long> deleted) {}

    // --- whose rows are whose

    private void spread() {
        belonging.add(subject);
        for (Ref ref : subject.ent.allRefs()) {
            Obj owned = subject.refs.get(ref);
            if (ref.role == Role.OWNS && owned != null) {
                belonging.add(owned);
            }
        }
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
    private boolean isBy(Obj object, java.util.function.Predicate<RowAction> action) {
        if (object.ent.ofSubjects()) {
            return false;
        }
        return object.ent.allRefs().stream()
                .filter(r -> (r.role == Role.DECLARED || r.role == Role.INFERRED) && action.test(actionOf(object, r)))
                .anyMatch(r -> targets(object, r).stream().anyMatch(belonging::contains));
    }

    private static RowAction actionOf(Obj object, Ref ref) {
        return ref.action == null ? object.ent.action() : ref.action;
    }

    private List<Obj> targets(Obj object, Ref ref) {
        if (!ref.soft()) {
            Obj target = object.refs.get(ref);
            return target == null ? List.of() : List.of(target);
        }
        Object copy = object.copies.get(ref);
        if (copy == null || copy instanceof Written || copy.toString().isBlank()) {
            return List.of();
        }
        return objects.stream()
                .filter(t -> t.ent.is(ref.target))
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
        return belonging.contains(element.owner)
                || (element.coll.kind == CollKind.MANY_TO_MANY
                        && element.target != null
                        && belonging.contains(element.target));
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

    // --- what becomes of them

    /** Does it to the objects. */
    Verdict erase() {
        Set<RowAction> none = EnumSet.noneOf(RowAction.class);
        boolean refused = false;
        List<Obj> goes = new ArrayList<>();
        List<Obj> overwritten = new ArrayList<>();
        List<Runnable> unlinks = new ArrayList<>();
        for (Ref ref : subject.ent.allRefs()) {
            Obj owned = subject.refs.get(ref);
            if (ref.role == Role.OWNS && owned != null && isShared(owned)) {
                kept.add(owned);
                if (subjectAction() == RowAction.ANONYMISE) {
                    refused |= !ref.nullable;
                    unlinks.add(() -> subject.unlink(ref));
                }
            }
        }
        for (Obj object : objects) {
            Set<RowAction> actions = EnumSet.copyOf(none);
            if (object == subject) {
                actions.add(subjectAction());
            } else {
                for (RowAction action : RowAction.values()) {
                    if (isBy(object, a -> a == action)) {
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
                            && actionOf(object, ref) == RowAction.UNLINK
                            && targets(object, ref).stream().anyMatch(belonging::contains)) {
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
        overwritten.forEach(Oracle::overwrite);
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
            Physical.tables(object).forEach(t -> deleted.merge(t, 1L, Long::sum));
        }
        elements.forEach(e -> deleted.merge(e.coll.table(declaring(e)), 1L, Long::sum));
        boolean impossible = false;
        for (Obj object : objects) {
            if (object.gone) {
                impossible |= object.elements().stream().anyMatch(e -> !e.gone);
                continue;
            }
            for (Ref ref : object.ent.allRefs()) {
                Obj target = object.refs.get(ref);
                if (target != null && target.gone) {
                    impossible |= !ref.nullable;
                    object.unlink(ref);
                }
            }
            for (Elem element : object.elements()) {
                if (!element.gone && element.target != null && element.target.gone) {
                    impossible |= element.coll.kind == CollKind.MANY_TO_MANY || !element.coll.targetNullable;
                    element.target = null;
                }
            }
        }
        return new Verdict(false, impossible, kept, deleted);
    }

    private static Model.Ent declaring(Elem element) {
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
        return subject.ent.allRefs().stream().anyMatch(r -> r.role == Role.OWNS && subject.refs.get(r) == object);
    }

    private boolean isShared(Obj owned) {
        for (Obj object : objects) {
            if (object != subject && !touches(object)) {
                for (Ref ref : object.ent.allRefs()) {
                    if (targets(object, ref).contains(owned)) {
                        return true;
                    }
                }
            }
            for (Elem element : object.elements()) {
                if (!element.gone && element.target == owned && !touches(element)) {
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
                boolean stays = !belonging.contains(object) && element.target != null && kept.contains(element.target);
                if (element.gone || stays || !touches(element) || object.retained()) {
                    continue;
                }
                if (element.coll.actionOrDefault() == RowAction.DELETE) {
                    gone.add(element);
                } else {
                    element.coll.parts.forEach(p -> element.values.put(
                            p.col().name(),
                            written(p, element.values.get(p.col().name()))));
                }
            }
        }
        gone.forEach(e -> e.gone = true);
        return List.copyOf(gone);
    }

    private static void overwrite(Obj object) {
        for (Attr attr : object.attrs()) {
            if (attr.secondary() && !object.secondaryRow) {
                continue;
            }
            object.set(
                    attr.col().name(),
                    written(attr, object.values.get(attr.col().name())));
        }
        object.ent.allRefs().stream()
                .filter(r -> r.said instanceof Said.Personal && object.copies.get(r) != null)
                .forEach(object::unlink);
    }

    static @Nullable Object written(Attr attr, @Nullable Object value) {
        if (!(attr.said() instanceof Said.Personal personal)) {
            return value;
        }
        return switch (personal.strategy()) {
            case NULL -> null;
            case TOKEN -> token(personal, value);
            case AUTO -> attr.nullable() ? null : token(personal, value);
            case KEYED_HASH -> value == null ? null : Written.HASH;
            case CONSTANT -> constant(attr.col().kind(), personal.constant());
            case JSON -> value instanceof Doc doc ? edited(doc) : value;
            case GENERALISE -> value == null ? null : cut(value, personal.precision());
            default -> value;
        };
    }

    private static Doc edited(Doc doc) {
        return doc.with("name", null).with("mail", doc.members().containsKey("mail") ? Written.TOKEN : null);
    }

    private static @Nullable Object token(Said.Personal personal, @Nullable Object value) {
        return value == null ? null : personal.category() == DataCategory.EMAIL ? Written.MAIL_TOKEN : Written.TOKEN;
    }

    static Object constant(Kind kind, String text) {
        return switch (kind) {
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOL -> Boolean.valueOf(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case UUID -> UUID.fromString(text);
            default -> text;
        };
    }

    private static Object cut(Object value, DatePrecision precision) {
        LocalDate date = value instanceof LocalDateTime time ? time.toLocalDate() : (LocalDate) value;
        LocalDate first = precision == DatePrecision.YEAR ? date.withDayOfYear(1) : date.withDayOfMonth(1);
        return value instanceof LocalDateTime ? first.atStartOfDay() : first;
    }

    /** Whether a row that stays is the subject's and has a column nobody classified. */
    boolean leavesUnclassified() {
        for (Obj object : objects) {
            boolean unsaid = object.ent.lineage().stream()
                    .filter(e -> e.lineage().stream().noneMatch(l -> l.restNotPersonal))
                    .flatMap(e -> e.attrs.stream())
                    .anyMatch(a -> a.said() instanceof Said.Nothing);
            if (!object.gone && unsaid && touches(object) && !kept.contains(object)) {
                return true;
            }
        }
        return false;
    }
}
