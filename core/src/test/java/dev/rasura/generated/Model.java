package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.Strategy;
import java.util.ArrayList;
import java.util.List;
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
}
