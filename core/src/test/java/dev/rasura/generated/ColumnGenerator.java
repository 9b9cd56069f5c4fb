package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Keeper;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Draws attributes and collections, and what is said of them. */
final class ColumnGenerator {

    private final Dice dice;
    private final Keeper keeper;

    ColumnGenerator(Dice dice, Keeper keeper) {
        this.dice = dice;
        this.keeper = keeper;
    }

    /** Adds an entity's own attributes. */
    void attributes(Ent ent) {
        // Of what is temporal, Hibernate keeps none of the other tables.
        boolean kept = !ent.history || keeper != Keeper.TEMPORAL;
        boolean secondary = kept && ent.parent == null && ent.heirs.isEmpty() && dice.chance(0.12);
        boolean embedded = dice.chance(0.25);
        boolean nested = dice.chance(0.4);
        String outer = dice.next("g");
        String inner = dice.next("g");
        if (ent.subject != null) {
            ent.attrs.add(mail(ent));
        }
        for (int i = dice.between(1, 4); i > 0; i--) {
            List<String> in = !embedded || dice.chance(0.5)
                    ? List.of()
                    : nested && dice.chance(0.5) ? List.of(outer, inner) : List.of(outer);
            ent.attrs.add(attribute(ent, in, secondary && in.isEmpty() && dice.chance(0.6)));
        }
        if (ent.parent == null && ent.heirs.isEmpty() && !ent.history && dice.chance(0.2)) {
            ent.attrs.stream()
                    .filter(ColumnGenerator::mayBeComputedFrom)
                    .findFirst()
                    .ifPresent(from -> ent.attrs.add(computed(from)));
        }
    }

    private static boolean mayBeComputedFrom(Attr attr) {
        return attr.col().kind() == Kind.TEXT
                && attr.personal()
                && attr.embedded().isEmpty()
                && !attr.secondary()
                && attr.asPersonal().strategy() != Strategy.KEEP;
    }

    /** What is computed from a value is as personal as the value. */
    private Attr computed(Attr from) {
        return new Attr(
                new Col(dice.next("x"), Kind.TEXT),
                true,
                false,
                from.length(),
                new Said.Personal(from.asPersonal().category(), Strategy.AUTO, "", DatePrecision.YEAR),
                List.of(),
                false,
                from.col());
    }

    private Attr mail(Ent ent) {
        boolean nullable = isSingleTableHeir(ent) || dice.chance(0.5);
        boolean unique = dice.chance(0.3);
        return new Attr(
                new Col(dice.next("a"), Kind.TEXT),
                nullable,
                unique,
                60,
                new Said.Personal(
                        DataCategory.EMAIL,
                        dice.pick(Strategy.AUTO, Strategy.AUTO, Strategy.TOKEN, Strategy.KEYED_HASH),
                        "",
                        DatePrecision.YEAR),
                List.of(),
                false);
    }

    private static boolean isSingleTableHeir(Ent ent) {
        return ent.parent != null && ent.root().inheritance == Inheritance.SINGLE_TABLE;
    }

    private Attr attribute(Ent ent, List<String> embedded, boolean secondary) {
        Kind kind = dice.pick(
                Kind.TEXT,
                Kind.TEXT,
                Kind.TEXT,
                Kind.TEXT,
                Kind.INT,
                Kind.DECIMAL,
                Kind.BOOL,
                Kind.DATE,
                Kind.TIMESTAMP,
                Kind.UUID,
                Kind.ENUM,
                Kind.CLOB,
                Kind.BYTES,
                Kind.DOCUMENT,
                // Hibernate fails on structured columns of heirs, and of those that have heirs in tables of their own.
                // And Envers knows none.
                ent.parent == null && ent.inheritance != Inheritance.JOINED && !ent.history
                        ? Kind.PROFILE
                        : Kind.DOCUMENT);
        boolean nullable = isSingleTableHeir(ent) || dice.chance(0.65);
        if (kind == Kind.DOCUMENT || kind == Kind.PROFILE) {
            Said json = new Said.Personal(DataCategory.FREE_TEXT, Strategy.JSON, "", DatePrecision.YEAR);
            return new Attr(
                    new Col(dice.next("a"), kind),
                    nullable,
                    false,
                    kind == Kind.DOCUMENT ? 2_000 : -1,
                    json,
                    embedded,
                    secondary);
        }
        int length = kind == Kind.TEXT ? dice.pick(60, 60, 255, 2_000, dice.chance(Dice.RARELY) ? 14 : 80) : -1;
        boolean unique = kind == Kind.TEXT && embedded.isEmpty() && dice.chance(0.1);
        return new Attr(
                new Col(dice.next("a"), kind),
                nullable,
                unique,
                length,
                said(ent, kind, nullable, unique),
                embedded,
                secondary);
    }

    private Said said(Ent ent, Kind kind, boolean nullable, boolean unique) {
        if (dice.chance(0.2)) {
            return ent.restNotPersonal ? new Said.Nothing() : new Said.NotPersonal();
        }
        if (dice.chance(Dice.RARELY)) {
            return new Said.Nothing();
        }
        DataCategory category = category(kind);
        return personal(kind, nullable, unique, category, !isSingleTableHeir(ent));
    }

    private DataCategory category(Kind kind) {
        return switch (kind) {
            case TEXT ->
                dice.pick(
                        DataCategory.FULL_NAME,
                        DataCategory.GIVEN_NAME,
                        DataCategory.FAMILY_NAME,
                        DataCategory.USER_NAME,
                        DataCategory.EMAIL,
                        DataCategory.PHONE,
                        DataCategory.ADDRESS_LINE,
                        DataCategory.FREE_TEXT,
                        DataCategory.ACCOUNT_NUMBER,
                        DataCategory.HEALTH,
                        DataCategory.CREDENTIAL,
                        DataCategory.CITY);
            case INT, DECIMAL -> dice.pick(DataCategory.FINANCIAL, DataCategory.OTHER);
            case DATE, TIMESTAMP -> dice.pick(DataCategory.DATE_OF_BIRTH, DataCategory.BEHAVIOUR);
            case CLOB, DOCUMENT, PROFILE -> DataCategory.FREE_TEXT;
            case BYTES -> DataCategory.IMAGE;
            default -> DataCategory.OTHER;
        };
    }

    private Said personal(Kind kind, boolean nullable, boolean unique, DataCategory category, boolean constants) {
        List<Strategy> fitting = new ArrayList<>();
        boolean text = kind == Kind.TEXT;
        if (nullable) {
            fitting.add(Strategy.NULL);
        }
        if (nullable || text) {
            fitting.add(Strategy.AUTO);
            fitting.add(Strategy.AUTO);
        }
        if (text) {
            fitting.add(Strategy.TOKEN);
            fitting.add(Strategy.KEYED_HASH);
        }
        if ((kind == Kind.DATE || kind == Kind.TIMESTAMP) && !unique) {
            fitting.add(Strategy.GENERALISE);
        }
        if (!unique && kind != Kind.BYTES && kind != Kind.CLOB && constants) {
            fitting.add(Strategy.CONSTANT);
        }
        if (!category.distinctive() && dice.chance(0.1)) {
            fitting.add(Strategy.KEEP);
        }
        if (fitting.isEmpty()) {
            fitting.add(Strategy.KEEP);
        }
        Strategy strategy = dice.chance(Dice.RARELY) ? dice.pick(Strategy.values()) : dice.pick(fitting);
        if (category == DataCategory.GIVEN_NAME || category == DataCategory.FAMILY_NAME || category.distinctive()) {
            strategy = strategy == Strategy.KEEP ? Strategy.AUTO : strategy;
        }
        if (strategy == Strategy.CONSTANT && !constants) {
            strategy = Strategy.AUTO;
        }
        String constant = strategy == Strategy.CONSTANT ? constant(kind) : "";
        return new Said.Personal(category, strategy, constant, dice.pick(DatePrecision.values()));
    }

    private static String constant(Kind kind) {
        return switch (kind) {
            case INT, LONG -> "0";
            case DECIMAL -> "0.5";
            case BOOL -> "false";
            case DATE -> "1900-01-01";
            case TIMESTAMP -> "1900-01-01T00:00:00";
            case UUID -> "00000000-0000-4000-8000-000000000000";
            case ENUM -> "GREY";
            default -> "(gone)";
        };
    }

    // --- collections

    /** Adds an entity's collections. */
    void collections(Ent ent, List<Ent> all) {
        if (!dice.chance(0.35)) {
            return;
        }
        for (int i = dice.chance(0.2) ? 2 : 1; i > 0; i--) {
            CollKind kind = dice.pick(CollKind.values());
            if (kind == CollKind.MAP_BY_EMBEDDABLE && ent.root().history) {
                kind = CollKind.MAP;
            }
            if (kind == CollKind.MANY_TO_MANY) {
                Ent target = dice.pick(all);
                if ((ent.root().retained == null && target.root().retained == null) || dice.chance(Dice.RARELY)) {
                    ent.colls.add(new Coll(dice.next("c"), kind, List.of(), target, false, null));
                }
                continue;
            }
            if (kind == CollKind.MANY_TO_ANY) {
                manyToAny(ent, all);
                continue;
            }
            boolean stays = ent.root().onErasure == RowAction.ANONYMISE || ent.subject == RowAction.ANONYMISE;
            boolean keyed = kind == CollKind.MAP || kind == CollKind.SET || kind == CollKind.MAP_BY_EMBEDDABLE;
            RowAction action = !dice.chance(0.3)
                    ? null
                    : (stays && !keyed && dice.chance(0.7)) || dice.chance(Dice.RARELY)
                            ? RowAction.ANONYMISE
                            : RowAction.DELETE;
            List<Attr> parts = new ArrayList<>();
            int number = kind == CollKind.EMBEDDABLES ? dice.between(1, 3) : 1;
            for (int p = 0; p < number; p++) {
                parts.add(part(kind));
            }
            if (kind == CollKind.MAP) {
                parts.add(mapKey(parts.get(0).said()));
            }
            if (kind == CollKind.MAP_BY_EMBEDDABLE) {
                parts.add(mapKey(parts.get(0).said()));
                parts.add(mapKey(new Said.NotPersonal()));
            }
            boolean mentions = kind == CollKind.EMBEDDABLES && !ent.root().history && dice.chance(0.3);
            ent.colls.add(new Coll(dice.next("c"), kind, parts, mentions ? dice.pick(all) : null, true, action));
        }
    }

    private void manyToAny(Ent ent, List<Ent> all) {
        List<Ent> targets = new ArrayList<>(all.stream()
                .filter(e -> e.mayBeAny() && e.retained == null && ent.root().retained == null)
                .filter(e -> e.refs.stream().allMatch(r -> r.any.isEmpty()))
                .toList());
        if (targets.isEmpty() || (ent.root().history && keeper == Keeper.ENVERS)) {
            return;
        }
        Coll coll = new Coll(dice.next("c"), CollKind.MANY_TO_ANY, List.of(), dice.pick(targets), false, null);
        coll.any.add(Objects.requireNonNull(coll.target));
        targets.remove(coll.target);
        if (!targets.isEmpty()) {
            coll.any.add(dice.pick(targets));
        }
        ent.colls.add(coll);
    }

    private Attr part(CollKind kind) {
        Kind type = dice.pick(Kind.TEXT, Kind.TEXT, Kind.INT, Kind.DATE);
        boolean nullable = kind == CollKind.EMBEDDABLES && dice.chance(0.7);
        DataCategory category = type == Kind.TEXT
                ? dice.pick(DataCategory.PHONE, DataCategory.EMAIL, DataCategory.FREE_TEXT, DataCategory.ADDRESS_LINE)
                : category(type);
        Said said = dice.chance(0.15) ? new Said.NotPersonal() : personal(type, nullable, false, category, true);
        return new Attr(new Col(dice.next("a"), type), nullable, false, 80, said, List.of(), false);
    }

    /** What is said of a map is said of its keys too. */
    private Attr mapKey(Said said) {
        return new Attr(new Col(dice.next("m"), Kind.TEXT), false, false, 40, said, List.of(), false);
    }
}
