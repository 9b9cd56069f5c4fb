package dev.rasura.generated;

import dev.rasura.annotation.RowAction;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A collection in a table of its own. */
final class Coll {
    final String name;
    final CollKind kind;
    final List<Attr> parts;
    /** Of a many-to-many, or of an association inside the element; null for values. */
    final @Nullable Ent target;

    /** Of a many-to-any, the entities that it may lead to, of which the target is the first. */
    final List<Ent> any = new ArrayList<>();

    final boolean targetNullable;
    final @Nullable RowAction action;

    Coll(
            String name,
            CollKind kind,
            List<Attr> parts,
            @Nullable Ent target,
            boolean targetNullable,
            @Nullable RowAction action) {
        this.name = name;
        this.kind = kind;
        this.parts = List.copyOf(parts);
        this.target = target;
        this.targetNullable = targetNullable;
        this.action = action;
    }

    /** Whether it holds links and nothing else. */
    boolean links() {
        return kind == CollKind.MANY_TO_MANY || kind == CollKind.MANY_TO_ANY;
    }

    /** Whether it may lead to the row. */
    boolean mayLeadTo(Obj object) {
        return any.isEmpty() ? object.ent.is(Objects.requireNonNull(target)) : any.contains(object.ent);
    }

    RowAction actionOrDefault() {
        return action == null ? RowAction.DELETE : action;
    }

    List<Col> ownerCols(Ent owner) {
        return Ref.ownerCols(owner);
    }

    List<Col> targetCols() {
        return Objects.requireNonNull(target).root().key.stream()
                .map(k -> new Col("t_" + k.name(), k.kind()))
                .toList();
    }

    /** The column that says what an element of a many-to-any leads to. */
    String targetKind() {
        return name + "_kind";
    }

    String table(Ent owner) {
        return owner.name.toLowerCase(java.util.Locale.ROOT) + "_" + name;
    }

    enum CollKind {
        BAG,
        SET,
        LIST,
        MAP,
        /** Embeddable elements. */
        EMBEDDABLES,
        /** Values by embeddable keys. */
        MAP_BY_EMBEDDABLE,
        MANY_TO_MANY,
        /** Links to rows of several entities. */
        MANY_TO_ANY
    }
}
