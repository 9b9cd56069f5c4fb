package dev.rasura.generated;

import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Ref.Derived;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entity. */
final class Ent {
    final String name;
    final @Nullable Ent parent;
    final @Nullable Inheritance inheritance;
    static final String ID = "id";

    final List<Col> key = new ArrayList<>();
    boolean embeddedId;
    /** What is said of a key that is personal itself; else null. */
    Said.@Nullable Personal personalKey;

    final List<Ent> heirs = new ArrayList<>();
    final List<Attr> attrs = new ArrayList<>();
    final List<Ref> refs = new ArrayList<>();
    final List<Coll> colls = new ArrayList<>();
    /** What happens to the subject's own row; null for what is no subject. */
    @Nullable
    RowAction subject;

    @Nullable
    RowAction onErasure;

    @Nullable
    Retained retained;

    boolean versioned;
    boolean softDeleted;
    boolean restNotPersonal;
    /** Whether earlier states of its rows are kept; said of the root of an inheritance. */
    boolean history;
    /** Whether it is an heir whose rows are left out of the history that the root has. */
    boolean leftOut;
    /** Whether Hibernate's own queries see none of its rows. */
    boolean hidden;
    /** Whether its rows are of one tenant each. */
    boolean tenants;

    Ent(String name, @Nullable Ent parent, @Nullable Inheritance inheritance, List<Col> key, boolean embeddedId) {
        this.name = name;
        this.parent = parent;
        this.inheritance = inheritance;
        this.key.addAll(key);
        this.embeddedId = embeddedId;
        if (parent != null) {
            parent.heirs.add(this);
        }
    }

    Ent root() {
        return parent == null ? this : parent.root();
    }

    List<Ent> lineage() {
        List<Ent> lineage = new ArrayList<>();
        for (Ent e = this; e != null; e = e.parent) {
            lineage.add(0, e);
        }
        return lineage;
    }

    boolean is(Ent other) {
        return lineage().contains(other);
    }

    /** Whether an association that may lead to several entities may lead to it: their keys must have one form. */
    boolean mayBeAny() {
        return parent == null
                && heirs.isEmpty()
                && key.size() == 1
                && key.get(0).kind() == Kind.LONG
                && derivedFrom() == null;
    }

    /** Whether it shares an inheritance with a subject. */
    boolean ofSubjects() {
        return root().isOrHasSubject();
    }

    private boolean isOrHasSubject() {
        return subject != null || heirs.stream().anyMatch(Ent::isOrHasSubject);
    }

    RowAction action() {
        for (Ent e = this; e != null; e = e.parent) {
            if (e.onErasure != null) {
                return e.onErasure;
            }
        }
        return RowAction.DELETE;
    }

    /** The reference that its key is derived from, or null. */
    @Nullable
    Ref derivedFrom() {
        return root().refs.stream()
                .filter(r -> r.derived != Derived.NOT)
                .findFirst()
                .orElse(null);
    }

    /** Whether earlier states of its own rows are kept. */
    boolean keepsStates() {
        return root().history && !leftOut;
    }

    List<Ref> allRefs() {
        return lineage().stream().flatMap(e -> e.refs.stream()).toList();
    }

    /** The table with the columns that this entity itself declares. */
    String table() {
        return root().inheritance == Inheritance.JOINED || root().inheritance == Inheritance.TABLE_PER_CLASS
                ? name.toLowerCase(java.util.Locale.ROOT)
                : root().name.toLowerCase(java.util.Locale.ROOT);
    }

    String secondaryTable() {
        return root().name.toLowerCase(java.util.Locale.ROOT) + "_more";
    }

    boolean hasSecondary() {
        return attrs.stream().anyMatch(Attr::secondary);
    }

    /** Where a column that {@code declaring}, of this entity's lineage, declares stands for rows of this entity. */
    String tableOf(Ent declaring) {
        return root().inheritance == Inheritance.TABLE_PER_CLASS ? table() : declaring.table();
    }

    @Override
    public String toString() {
        return name;
    }

    /** A ground to retain rows: those whose flag is set, or all. */
    record Retained(boolean all) {}
}
