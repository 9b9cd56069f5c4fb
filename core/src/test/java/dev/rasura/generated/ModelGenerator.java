package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Coll;
import dev.rasura.generated.Model.CollKind;
import dev.rasura.generated.Model.Derived;
import dev.rasura.generated.Model.Ent;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Ref;
import dev.rasura.generated.Model.Retained;
import dev.rasura.generated.Model.Role;
import dev.rasura.generated.Model.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws a model: subjects, rows that are theirs along chains of references, rows of nobody, and references across all of
 * them. Most that it draws can be erased; some cannot, and Rasura must say so at start.
 */
final class ModelGenerator {

    /** How often a choice is drawn that may well stop the start. */
    private static final double RARELY = 0.008;

    private final Random random;
    private final Model model;
    private int names;

    private ModelGenerator(long seed) {
        this.random = new Random(seed);
        this.model = new Model(seed);
    }

    static Model draw(long seed) {
        return new ModelGenerator(seed).draw();
    }

    private Model draw() {
        List<Ent> subjects = new ArrayList<>();
        List<Ent> owned = new ArrayList<>();
        for (int i = 0; i < (chance(0.25) ? 2 : 1); i++) {
            subjects.add(subject("S" + i));
        }
        for (int i = between(0, 2); i > 0; i--) {
            entity("N" + i, null);
        }
        for (int i = between(1, 5); i > 0; i--) {
            owned.add(owned("E" + i, subjects, owned));
        }
        if (chance(0.2)) {
            ownedBySubject(pick(subjects));
        }
        List<Ent> all = List.copyOf(model.entities);
        for (Ent ent : all) {
            ent.restNotPersonal = chance(0.05);
            attributes(ent);
            collections(ent, all);
        }
        for (int i = between(0, all.size()); i > 0; i--) {
            otherReference(pick(all), pick(all));
        }
        for (Ent ent : owned) {
            softReference(ent, pick(subjects));
        }
        return model;
    }

    // --- entities

    private Ent subject(String name) {
        Ent root = entity(name, chance(0.3) ? pick(Inheritance.values()) : null);
        Ent subject = root;
        if (!root.heirs.isEmpty() && chance(0.3)) {
            subject = root.heirs.get(0);
        }
        subject.subject = chance(0.55) ? RowAction.ANONYMISE : RowAction.DELETE;
        if (root.key.size() == 1 && root.key.get(0).kind() == Kind.TEXT && chance(0.6)) {
            root.personalKey = new Said.Personal(
                    DataCategory.USER_NAME, pick(Strategy.AUTO, Strategy.TOKEN), "", DatePrecision.YEAR);
        }
        return subject;
    }

    private Ent entity(String name, @Nullable Inheritance inheritance) {
        Ent root = new Ent(name, null, inheritance, key(name), chance(0.5));
        model.entities.add(root);
        root.versioned = chance(0.3);
        root.softDeleted = chance(0.1) && inheritance != Inheritance.TABLE_PER_CLASS;
        if (inheritance != null) {
            for (int i = between(1, 2); i > 0; i--) {
                model.entities.add(new Ent(name + "h" + i, root, null, List.of(), false));
            }
        }
        return root;
    }

    private List<Col> key(String name) {
        if (chance(0.12)) {
            return List.of(new Col(next("k"), Kind.LONG), new Col(next("k"), Kind.TEXT));
        }
        return List.of(new Col(Ent.ID, pick(Kind.LONG, Kind.LONG, Kind.LONG, Kind.UUID, Kind.TEXT, Kind.INT)));
    }

    private Ent owned(String name, List<Ent> subjects, List<Ent> before) {
        Ent root = entity(name, chance(0.2) ? pick(Inheritance.values()) : null);
        if (chance(0.45)) {
            root.onErasure = chance(0.7) ? RowAction.ANONYMISE : RowAction.DELETE;
        }
        int paths = chance(0.3) ? 2 : 1;
        for (int i = 0; i < paths; i++) {
            Ent target = before.isEmpty() || chance(0.6) ? pick(subjects) : pick(before);
            if (target.subject == null && !target.heirs.isEmpty() && chance(0.2)) {
                target = pick(target.heirs);
            }
            boolean declared = paths > 1 || chance(0.4);
            RowAction action = declared && chance(0.4) ? pick(RowAction.values()) : null;
            boolean unlink = (action == null ? root.action() : action) == RowAction.UNLINK;
            boolean nullable = unlink ? !chance(RARELY) : staysWithout(root, action) || chance(0.5);
            boolean derived = i == 0
                    && target.root().key.size() == 1
                    && !(staysWithout(root, action) && mayGo(target))
                    && !unlink
                    && chance(0.2);
            Ref ref = new Ref(
                    next("r"),
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
            ref.fromTarget = nullable && !derived && !declared && chance(0.25);
        }
        boolean kept = root.refs.stream().noneMatch(r -> mayGo(r.target));
        if (chance(kept ? 0.4 : RARELY)) {
            root.retained = new Retained(chance(0.2));
        }
        return root;
    }

    /** Makes the reference a part of the key, or all of it. */
    private void derive(Ent ent, Ref ref) {
        ref.derived = pick(Derived.WHOLE, Derived.PART_OF_EMBEDDED, Derived.PART_OF_CLASS);
        ent.key.clear();
        ent.key.addAll(ref.cols());
        if (ref.derived != Derived.WHOLE) {
            ent.key.add(new Col(next("k"), Kind.LONG));
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

    private void ownedBySubject(Ent subject) {
        Ent target = entity("A0", null);
        if (chance(0.3)) {
            target.onErasure = RowAction.ANONYMISE;
        }
        subject.refs.add(new Ref(
                next("r"), target, chance(0.8), Role.OWNS, null, null, false, false, new Said.Nothing(), false));
    }

    /** A reference that makes nothing anybody's. */
    private void otherReference(Ent from, Ent to) {
        boolean reaches = !to.name.startsWith("N");
        boolean nullable = !chance(reaches ? RARELY : 0.4);
        if (from.parent != null && from.root().inheritance == Inheritance.SINGLE_TABLE) {
            nullable = true;
        }
        boolean annotate =
                reaches && !(from.root().refs.stream().anyMatch(r -> r.role == Role.DECLARED) && chance(0.5));
        from.refs.add(
                new Ref(next("r"), to, nullable, Role.NONE, null, null, false, false, new Said.Nothing(), annotate));
    }

    /** A copied e-mail address, or a bare key, beside the declared path or instead of it. */
    private void softReference(Ent ent, Ent subject) {
        if (!chance(0.25) || ent.refs.stream().anyMatch(r -> r.role == Role.INFERRED)) {
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
        boolean toKey = mail == null || chance(0.4);
        if (toKey && subject.root().key.size() > 1) {
            return;
        }
        Col copied = toKey ? subject.root().key.get(0) : mail.col();
        RowAction action = chance(0.4) ? pick(RowAction.values()) : null;
        Said said = toKey && subject.root().personalKey == null
                ? new Said.NotPersonal()
                : new Said.Personal(
                        toKey ? DataCategory.USER_NAME : DataCategory.EMAIL, Strategy.NULL, "", DatePrecision.YEAR);
        ent.refs.add(new Ref(
                next("r"), subject, true, Role.DECLARED, action, copied, toKey, !toKey && chance(0.5), said, false));
    }

    // --- attributes

    private void attributes(Ent ent) {
        boolean secondary = ent.parent == null && ent.heirs.isEmpty() && chance(0.12);
        boolean embedded = chance(0.25);
        boolean nested = chance(0.4);
        String outer = next("g");
        String inner = next("g");
        if (ent.subject != null) {
            ent.attrs.add(mail(ent));
        }
        for (int i = between(1, 4); i > 0; i--) {
            List<String> in = !embedded || chance(0.5)
                    ? List.of()
                    : nested && chance(0.5) ? List.of(outer, inner) : List.of(outer);
            ent.attrs.add(attribute(ent, in, secondary && in.isEmpty() && chance(0.6)));
        }
    }

    private Attr mail(Ent ent) {
        boolean nullable = isSingleTableHeir(ent) || chance(0.5);
        boolean unique = chance(0.3);
        return new Attr(
                new Col(next("a"), Kind.TEXT),
                nullable,
                unique,
                60,
                new Said.Personal(
                        DataCategory.EMAIL,
                        pick(Strategy.AUTO, Strategy.AUTO, Strategy.TOKEN, Strategy.KEYED_HASH),
                        "",
                        DatePrecision.YEAR),
                List.of(),
                false);
    }

    private static boolean isSingleTableHeir(Ent ent) {
        return ent.parent != null && ent.root().inheritance == Inheritance.SINGLE_TABLE;
    }

    private Attr attribute(Ent ent, List<String> embedded, boolean secondary) {
        Kind kind = pick(
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
                ent.parent == null && ent.inheritance != Inheritance.JOINED ? Kind.PROFILE : Kind.DOCUMENT);
        boolean nullable = isSingleTableHeir(ent) || chance(0.65);
        if (kind == Kind.DOCUMENT || kind == Kind.PROFILE) {
            Said json = new Said.Personal(DataCategory.FREE_TEXT, Strategy.JSON, "", DatePrecision.YEAR);
            return new Attr(
                    new Col(next("a"), kind),
                    nullable,
                    false,
                    kind == Kind.DOCUMENT ? 2_000 : -1,
                    json,
                    embedded,
                    secondary);
        }
        int length = kind == Kind.TEXT ? pick(60, 60, 255, 2_000, chance(RARELY) ? 14 : 80) : -1;
        boolean unique = kind == Kind.TEXT && embedded.isEmpty() && chance(0.1);
        return new Attr(
                new Col(next("a"), kind),
                nullable,
                unique,
                length,
                said(ent, kind, nullable, unique),
                embedded,
                secondary);
    }

    private Said said(Ent ent, Kind kind, boolean nullable, boolean unique) {
        if (chance(0.2)) {
            return ent.restNotPersonal ? new Said.Nothing() : new Said.NotPersonal();
        }
        if (chance(RARELY)) {
            return new Said.Nothing();
        }
        DataCategory category = category(kind);
        return personal(kind, nullable, unique, category, !isSingleTableHeir(ent));
    }

    private DataCategory category(Kind kind) {
        return switch (kind) {
            case TEXT ->
                pick(
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
            case INT, DECIMAL -> pick(DataCategory.FINANCIAL, DataCategory.OTHER);
            case DATE, TIMESTAMP -> pick(DataCategory.DATE_OF_BIRTH, DataCategory.BEHAVIOUR);
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
        if (!category.distinctive() && chance(0.1)) {
            fitting.add(Strategy.KEEP);
        }
        Strategy strategy = fitting.isEmpty() || chance(RARELY) ? pick(Strategy.values()) : pick(fitting);
        if (category == DataCategory.GIVEN_NAME || category == DataCategory.FAMILY_NAME || category.distinctive()) {
            strategy = strategy == Strategy.KEEP ? Strategy.AUTO : strategy;
        }
        String constant = strategy == Strategy.CONSTANT ? constant(kind) : "";
        return new Said.Personal(category, strategy, constant, pick(DatePrecision.values()));
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

    private void collections(Ent ent, List<Ent> all) {
        if (ent.name.startsWith("A") || !chance(0.35)) {
            return;
        }
        for (int i = chance(0.2) ? 2 : 1; i > 0; i--) {
            CollKind kind = pick(CollKind.values());
            if (kind == CollKind.MANY_TO_MANY) {
                Ent target = pick(all);
                if ((ent.root().retained == null && target.root().retained == null) || chance(RARELY)) {
                    ent.colls.add(new Coll(next("c"), kind, List.of(), target, false, null));
                }
                continue;
            }
            boolean stays = ent.root().onErasure == RowAction.ANONYMISE || ent.subject == RowAction.ANONYMISE;
            boolean keyed = kind == CollKind.MAP || kind == CollKind.SET;
            RowAction action = !chance(0.3)
                    ? null
                    : (stays && !keyed && chance(0.7)) || chance(RARELY) ? RowAction.ANONYMISE : RowAction.DELETE;
            List<Attr> parts = new ArrayList<>();
            int number = kind == CollKind.EMBEDDABLES ? between(1, 3) : 1;
            for (int p = 0; p < number; p++) {
                parts.add(part(kind));
            }
            if (kind == CollKind.MAP) {
                parts.add(mapKey(parts.get(0).said()));
            }
            boolean mentions = kind == CollKind.EMBEDDABLES && chance(0.3);
            ent.colls.add(new Coll(next("c"), kind, parts, mentions ? pick(all) : null, true, action));
        }
    }

    private Attr part(CollKind kind) {
        Kind type = pick(Kind.TEXT, Kind.TEXT, Kind.INT, Kind.DATE);
        boolean nullable = kind == CollKind.EMBEDDABLES && chance(0.7);
        DataCategory category = type == Kind.TEXT
                ? pick(DataCategory.PHONE, DataCategory.EMAIL, DataCategory.FREE_TEXT, DataCategory.ADDRESS_LINE)
                : category(type);
        Said said = chance(0.15) ? new Said.NotPersonal() : personal(type, nullable, false, category, true);
        return new Attr(new Col(next("a"), type), nullable, false, 80, said, List.of(), false);
    }

    /** What is said of a map is said of its keys too. */
    private Attr mapKey(Said said) {
        return new Attr(new Col(next("m"), Kind.TEXT), false, false, 40, said, List.of(), false);
    }

    // --- dice

    private String next(String prefix) {
        return prefix + ++names;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both inclusive. */
    private int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }
}
