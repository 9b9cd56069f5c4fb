package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A random entity graph: what is mapped, what is said of it, and where it is stored. Knows nothing of Rasura's machinery. */
final class Model {

    final long seed;
    final List<Ent> entities = new ArrayList<>();
    /** Who keeps the history of those entities that have one. */
    final Keeper keeper;

    Model(long seed, Keeper keeper) {
        this.seed = seed;
        this.keeper = keeper;
    }

    /** Who keeps earlier states of rows, and under which names. */
    enum Keeper {
        ENVERS("_aud"),
        /** Hibernate's own {@code @Audited}. */
        AUDITED("_aud"),
        /** Hibernate's own {@code @Temporal}, in tables of its own. */
        TEMPORAL("_history");

        final String suffix;

        Keeper(String suffix) {
            this.suffix = suffix;
        }
    }

    List<Ent> roots() {
        return entities.stream().filter(e -> e.parent == null).toList();
    }

    List<Ent> subjects() {
        return entities.stream().filter(e -> e.subject != null).toList();
    }

    /** What a column holds. */
    enum Kind {
        TEXT("String"),
        INT("Integer"),
        DECIMAL("BigDecimal"),
        BOOL("Boolean"),
        DATE("LocalDate"),
        TIMESTAMP("LocalDateTime"),
        UUID("UUID"),
        LONG("Long"),
        ENUM("Colour"),
        CLOB("String"),
        BYTES("byte[]"),
        /** A JSON document in a text column, overwritten by path. */
        DOCUMENT("String"),
        /** An embeddable in one JSON column, overwritten by its parts. */
        PROFILE("Profile");

        final String java;

        Kind(String java) {
            this.java = java;
        }
    }

    enum Inheritance {
        SINGLE_TABLE,
        JOINED,
        TABLE_PER_CLASS
    }

    /** A physical column. */
    record Col(String name, Kind kind) {}

    /** What is said of an attribute. */
    sealed interface Said {
        record Personal(DataCategory category, Strategy strategy, String constant, DatePrecision precision)
                implements Said {}

        record NotPersonal() implements Said {}

        record Nothing() implements Said {}
    }

    /**
     * A basic attribute.
     *
     * @param embedded the names of the embedded attributes it is in, the outermost first
     * @param secondary whether it is in the entity's secondary table
     * @param computedFrom the column of which the database makes it, in lower case, or null
     */
    record Attr(
            Col col,
            boolean nullable,
            boolean unique,
            int length,
            Said said,
            List<String> embedded,
            boolean secondary,
            @Nullable Col computedFrom) {
        Attr(
                Col col,
                boolean nullable,
                boolean unique,
                int length,
                Said said,
                List<String> embedded,
                boolean secondary) {
            this(col, nullable, unique, length, said, embedded, secondary, null);
        }

        boolean personal() {
            return said instanceof Said.Personal;
        }

        Said.Personal asPersonal() {
            return (Said.Personal) said;
        }
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

    /** A to-one association, or a soft reference. */
    static final class Ref {
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

    enum CollKind {
        BAG,
        SET,
        LIST,
        MAP,
        /** Embeddable elements. */
        EMBEDDABLES,
        /** Values by embeddable keys. */
        MAP_BY_EMBEDDABLE,
        MANY_TO_MANY
    }

    /** A collection in a table of its own. */
    static final class Coll {
        final String name;
        final CollKind kind;
        final List<Attr> parts;
        /** Of a many-to-many, or of an association inside the element; null for values. */
        final @Nullable Ent target;

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

        RowAction actionOrDefault() {
            return action == null ? RowAction.DELETE : action;
        }

        List<Col> ownerCols(Ent owner) {
            return owner.root().key.stream()
                    .map(k -> new Col("o_" + k.name(), k.kind()))
                    .toList();
        }

        List<Col> targetCols() {
            return Objects.requireNonNull(target).root().key.stream()
                    .map(k -> new Col("t_" + k.name(), k.kind()))
                    .toList();
        }

        String table(Ent owner) {
            return owner.name.toLowerCase(java.util.Locale.ROOT) + "_" + name;
        }
    }

    /** A ground to retain rows: those whose flag is set, or all. */
    record Retained(boolean all) {}

    /** An entity. */
    static final class Ent {
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
        /** Whether earlier states of its rows are kept. */
        boolean history;
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
    }
}
