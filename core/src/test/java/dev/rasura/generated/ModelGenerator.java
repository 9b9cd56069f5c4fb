package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.generated.Ent.Retained;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Keeper;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Ref.Derived;
import dev.rasura.generated.Ref.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a model: subjects, rows that are theirs along chains of references, rows of nobody, and references across all of
 * them. Most that it draws can be erased; some cannot, and Rasura must say so at start.
 */
final class ModelGenerator {

    private final Dice dice;
    private final ColumnGenerator columns;
    private final Model model;
    private final boolean histories;

    private ModelGenerator(long seed) {
        this.dice = new Dice(seed);
        this.model = new Model(seed, dice.pick(Keeper.values()));
        this.columns = new ColumnGenerator(dice, model.keeper);
        this.histories = dice.chance(0.3);
    }

    static Model draw(long seed) {
        return new ModelGenerator(seed).draw();
    }

    private Model draw() {
        List<Ent> subjects = new ArrayList<>();
        List<Ent> owned = new ArrayList<>();
        for (int i = 0; i < (dice.chance(0.25) ? 2 : 1); i++) {
            subjects.add(subject("S" + i));
        }
        for (int i = dice.between(0, 2); i > 0; i--) {
            entity("N" + i, null);
        }
        for (int i = dice.between(1, 5); i > 0; i--) {
            owned.add(owned("E" + i, subjects, owned));
        }
        if (dice.chance(0.2)) {
            ownedBySubject(dice.pick(subjects));
        }
        List<Ent> all = List.copyOf(model.entities);
        for (Ent ent : all) {
            ent.restNotPersonal = dice.chance(0.05);
            columns.attributes(ent);
            columns.collections(ent, all);
        }
        for (int i = dice.between(0, all.size()); i > 0; i--) {
            otherReference(dice.pick(all), dice.pick(all));
        }
        for (Ent ent : owned) {
            softReference(ent, dice.pick(subjects));
        }
        return model;
    }

    // --- entities

    private Ent subject(String name) {
        Ent root = entity(name, dice.chance(0.3) ? dice.pick(Inheritance.values()) : null);
        Ent subject = root;
        if (!root.heirs.isEmpty() && dice.chance(0.3)) {
            subject = root.heirs.get(0);
        }
        subject.subject = dice.chance(0.55) ? RowAction.ANONYMISE : RowAction.DELETE;
        if (root.key.size() == 1 && root.key.get(0).kind() == Kind.TEXT && dice.chance(0.6)) {
            root.personalKey = new Said.Personal(
                    DataCategory.USER_NAME, dice.pick(Strategy.AUTO, Strategy.TOKEN), "", DatePrecision.YEAR);
        }
        return subject;
    }

    private Ent entity(String name, @Nullable Inheritance inheritance) {
        Ent root = new Ent(name, null, inheritance, key(), dice.chance(0.5));
        model.entities.add(root);
        root.versioned = dice.chance(0.3);
        root.softDeleted = dice.chance(0.1) && inheritance != Inheritance.TABLE_PER_CLASS;
        root.history = histories && keepsHistory(root) && dice.chance(0.6);
        root.hidden = !root.softDeleted && dice.chance(0.05);
        root.tenants = !root.history && dice.chance(0.05);
        if (inheritance != null) {
            for (int i = dice.between(1, 2); i > 0; i--) {
                Ent heir = new Ent(name + "h" + i, root, null, List.of(), false);
                heir.leftOut = root.history && model.keeper == Keeper.ENVERS && dice.chance(0.25);
                model.entities.add(heir);
            }
        }
        return root;
    }

    /** Of a table for each class, Hibernate cannot write all that it keeps. */
    private boolean keepsHistory(Ent root) {
        return root.inheritance != Inheritance.TABLE_PER_CLASS
                || model.keeper == Keeper.ENVERS
                || (model.keeper == Keeper.AUDITED && !root.versioned);
    }

    private List<Col> key() {
        if (dice.chance(0.12)) {
            return List.of(new Col(dice.next("k"), Kind.LONG), new Col(dice.next("k"), Kind.TEXT));
        }
        return List.of(new Col(Ent.ID, dice.pick(Kind.LONG, Kind.LONG, Kind.LONG, Kind.UUID, Kind.TEXT, Kind.INT)));
    }

    private Ent owned(String name, List<Ent> subjects, List<Ent> before) {
        Ent root = entity(name, dice.chance(0.2) ? dice.pick(Inheritance.values()) : null);
        if (dice.chance(0.45)) {
            root.onErasure = dice.chance(0.7) ? RowAction.ANONYMISE : RowAction.DELETE;
        }
        int paths = dice.chance(0.3) ? 2 : 1;
        for (int i = 0; i < paths; i++) {
            Ent target = before.isEmpty() || dice.chance(0.6) ? dice.pick(subjects) : dice.pick(before);
            if (target.subject == null && !target.heirs.isEmpty() && dice.chance(0.2)) {
                target = dice.pick(target.heirs);
            }
            boolean declared = paths > 1 || dice.chance(0.4);
            RowAction action = declared && dice.chance(0.4) ? dice.pick(RowAction.values()) : null;
            boolean unlink = (action == null ? root.action() : action) == RowAction.UNLINK;
            boolean nullable = unlink ? !dice.chance(Dice.RARELY) : staysWithout(root, action) || dice.chance(0.5);
            boolean derived = i == 0
                    && target.root().key.size() == 1
                    && !(staysWithout(root, action) && mayGo(target))
                    && !unlink
                    // Of a key that refers to what is soft-deleted, Envers makes an entity that Hibernate does not
                    // take.
                    && !(histories && model.keeper == Keeper.ENVERS && target.root().softDeleted)
                    && dice.chance(0.2);
            Ref ref = new Ref(
                    dice.next("r"),
                    target,
                    nullable && !derived,
                    declared ? Role.DECLARED : Role.INFERRED,
                    action,
                    null,
                    false,
                    false,
                    new Said.Nothing(),
                    false);
            root.refs.add(ref);
            if (derived) {
                derive(root, ref);
            }
            ref.fromTarget =
                    nullable && !derived && !declared && !root.history && !target.root().history && dice.chance(0.25);
            if (nullable && !derived && !ref.fromTarget) {
                orAny(root, ref);
            }
            ref.linked = nullable
                    && !derived
                    && !ref.fromTarget
                    && ref.any.isEmpty()
                    && mayLink(root)
                    && (dice.chance(Dice.RARELY) || !(unlink || (staysWithout(root, action) && mayGo(target))))
                    && dice.chance(0.2);
        }
        boolean kept = root.refs.stream()
                .noneMatch(r -> mayGo(r.target) || r.any.stream().anyMatch(ModelGenerator::mayGo));
        if (dice.chance(kept ? 0.4 : Dice.RARELY)) {
            root.retained = new Retained(dice.chance(0.2));
        }
        return root;
    }

    /** Lets the reference lead to others as well, whose keys have the same form. */
    private void orAny(Ent from, Ref ref) {
        // Hibernate cannot load a many-to-any that leads to what leads to any.
        boolean led = model.entities.stream().flatMap(e -> e.colls.stream()).anyMatch(c -> c.any.contains(from));
        if (led || !ref.target.mayBeAny() || (from.history && model.keeper == Keeper.ENVERS) || !dice.chance(0.3)) {
            return;
        }
        ref.any.add(ref.target);
        List<Ent> more = model.roots().stream()
                .filter(e -> e.mayBeAny() && e != ref.target && e != from)
                .toList();
        if (!more.isEmpty()) {
            ref.any.add(dice.pick(more));
        }
    }

    /** Of what links rows in a table of its own, no end can be null. */
    private static boolean mayLink(Ent ent) {
        return ent.parent == null && ent.inheritance != Inheritance.TABLE_PER_CLASS;
    }

    /** Makes the reference a part of the key, or all of it. */
    private void derive(Ent ent, Ref ref) {
        ref.derived = dice.pick(Derived.WHOLE, Derived.PART_OF_EMBEDDED, Derived.PART_OF_CLASS);
        ent.key.clear();
        ent.key.addAll(ref.cols());
        if (ref.derived != Derived.WHOLE) {
            ent.key.add(new Col(dice.next("k"), Kind.LONG));
        }
        ent.embeddedId = ref.derived == Derived.PART_OF_EMBEDDED;
    }

    private static boolean mayGo(Ent ent) {
        return ent.lineage().stream().anyMatch(e -> e.subject == RowAction.DELETE)
                || (!ent.ofSubjects()
                        && (ent.action() == RowAction.DELETE
                                || ent.allRefs().stream().anyMatch(r -> r.action == RowAction.DELETE)));
    }

    /** Whether rows stay while what they refer to may go. */
    private static boolean staysWithout(Ent ent, @Nullable RowAction action) {
        return (action == null ? ent.action() : action) != RowAction.DELETE;
    }

    /** What the subject owns may own more in turn. */
    private void ownedBySubject(Ent subject) {
        Ent owner = subject;
        for (int i = 0; i == 0 || (i < 3 && dice.chance(0.5)); i++) {
            Ent target = entity("A" + i, null);
            if (dice.chance(0.3)) {
                target.onErasure = RowAction.ANONYMISE;
            }
            boolean heir = owner.parent != null && owner.root().inheritance == Inheritance.SINGLE_TABLE;
            boolean dangles = (owner == subject ? subject.subject : owner.action()) != RowAction.DELETE
                    && target.action() == RowAction.DELETE;
            owner.refs.add(new Ref(
                    dice.next("r"),
                    target,
                    heir || (dangles ? !dice.chance(Dice.RARELY) : dice.chance(0.8)),
                    Role.OWNS,
                    null,
                    null,
                    false,
                    false,
                    new Said.Nothing(),
                    false));
            owner = target;
        }
    }

    /** A reference that makes nothing anybody's. */
    private void otherReference(Ent from, Ent to) {
        boolean reaches = !to.name.startsWith("N");
        boolean nullable = !dice.chance(reaches ? Dice.RARELY : 0.4);
        if (from.parent != null && from.root().inheritance == Inheritance.SINGLE_TABLE) {
            nullable = true;
        }
        boolean annotate =
                reaches && !(from.root().refs.stream().anyMatch(r -> r.role == Role.DECLARED) && dice.chance(0.5));
        Ref ref = new Ref(
                dice.next("r"), to, nullable, Role.NONE, null, null, false, false, new Said.Nothing(), annotate);
        from.refs.add(ref);
        if (annotate && nullable && from.parent == null) {
            orAny(from, ref);
        }
        ref.linked = nullable
                && ref.any.isEmpty()
                && mayLink(from)
                && (dice.chance(Dice.RARELY)
                        || !reaches
                        || Stream.concat(Stream.of(to), to.heirs.stream()).noneMatch(ModelGenerator::mayGo))
                && dice.chance(0.2);
    }

    /** A copied e-mail address, or a bare key, beside the declared path or instead of it. */
    private void softReference(Ent ent, Ent subject) {
        if (!dice.chance(0.25) || ent.refs.stream().anyMatch(r -> r.role == Role.INFERRED)) {
            return;
        }
        Attr mail = subject.attrs.stream()
                .filter(a -> a.col().kind() == Kind.TEXT
                        && !a.secondary()
                        && a.embedded().isEmpty()
                        && a.personal()
                        && a.asPersonal().category() == DataCategory.EMAIL)
                .findFirst()
                .orElse(null);
        boolean toKey = mail == null || dice.chance(0.4);
        if (toKey && subject.root().key.size() > 1) {
            return;
        }
        Col copied = toKey ? subject.root().key.get(0) : mail.col();
        RowAction action = dice.chance(0.4) ? dice.pick(RowAction.values()) : null;
        Said said = toKey && subject.root().personalKey == null
                ? new Said.NotPersonal()
                : new Said.Personal(
                        toKey ? DataCategory.USER_NAME : DataCategory.EMAIL, Strategy.NULL, "", DatePrecision.YEAR);
        ent.refs.add(new Ref(
                dice.next("r"),
                subject,
                true,
                Role.DECLARED,
                action,
                copied,
                toKey,
                !toKey && dice.chance(0.5),
                said,
                false));
    }
}
