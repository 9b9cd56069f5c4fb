package dev.rasura.generated;

import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A to-one association, or a soft reference. */
final class Ref {
    final String name;
    final Ent target;
    final boolean nullable;
    final Role role;
    /** Of the path, or null. */
    final @Nullable RowAction action;
    /** For a soft reference the attribute it copies, or its target's key; null for associations. */
    final @Nullable Col copies;

    final boolean ignoreCase;
    final boolean toKey;
    /** Whether the column of a soft reference is itself personal, and overwritten so. */
    final Said said;

    final boolean annotateNotPersonal;

    /** Whether it is one of {@code @Any}: the entities that it may lead to, of which the target is the first. */
    final List<Ent> any = new ArrayList<>();

    /** Written as a collection of the target ({@code @OneToMany @JoinColumn}), with no attribute on this side. */
    boolean fromTarget;

    /** Whether it lies in a table of its own: {@code @JoinTable}. */
    boolean linked;

    /** Whether its column is a part of its own row's key. */
    Derived derived = Derived.NOT;

    Ref(
            String name,
            Ent target,
            boolean nullable,
            Role role,
            @Nullable RowAction action,
            @Nullable Col copies,
            boolean toKey,
            boolean ignoreCase,
            Said said,
            boolean annotateNotPersonal) {
        this.name = name;
        this.target = target;
        this.nullable = nullable;
        this.role = role;
        this.action = action;
        this.copies = copies;
        this.toKey = toKey;
        this.ignoreCase = ignoreCase;
        this.said = said;
        this.annotateNotPersonal = annotateNotPersonal;
    }

    boolean soft() {
        return copies != null;
    }

    /** Whether it may lead to the row. */
    boolean mayLeadTo(Obj object) {
        return any.isEmpty() ? object.ent.is(target) : any.contains(object.ent);
    }

    /** The column that says what an {@code @Any} leads to. */
    String kind() {
        return name + "_kind";
    }

    /** The table it lies in, where it is linked. */
    String link(Ent owner) {
        return owner.root().name.toLowerCase(Locale.ROOT) + "_" + name;
    }

    /** Of the link, the columns of its own row's key. */
    static List<Col> ownerCols(Ent owner) {
        return owner.root().key.stream()
                .map(k -> new Col("o_" + k.name(), k.kind()))
                .toList();
    }

    /** Its columns, in the order of the target's key. */
    List<Col> cols() {
        if (copies != null) {
            return List.of(new Col(name, copies.kind()));
        }
        List<Col> key = target.root().key;
        return key.size() == 1
                ? List.of(new Col(
                        derived == Derived.WHOLE ? Ent.ID : name, key.get(0).kind()))
                : key.stream()
                        .map(k -> new Col(name + "_" + k.name(), k.kind()))
                        .toList();
    }

    /** How rows are a subject's by a reference. */
    enum Role {
        /** By {@code @SubjectPath}. */
        DECLARED,
        /** By being the one association that leads to a subject. */
        INFERRED,
        /** Not: {@code @NotPersonal}, or the target is nobody's. */
        NONE,
        /** The row referred to is the subject's: {@code @OwnedBySubject}. */
        OWNS
    }

    /** How a key is derived from the row referred to. */
    enum Derived {
        NOT,
        /** {@code @Id} and {@code @OneToOne @MapsId}. */
        WHOLE,
        /** {@code @EmbeddedId} and {@code @ManyToOne @MapsId("...")}. */
        PART_OF_EMBEDDED,
        /** {@code @IdClass} and {@code @Id @ManyToOne}. */
        PART_OF_CLASS
    }
}
