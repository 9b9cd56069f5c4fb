package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Keeper;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Obj.Elem;
import dev.rasura.generated.Ref.Derived;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a model with rows: three people of each kind, whose values differ, but for a few that two of them share. */
final class RowGenerator {

    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz";

    private final Model model;
    private final Random random;
    private final List<Obj> objects = new ArrayList<>();
    private int words;
    private int keys;
    private int revisions;

    private RowGenerator(Model model) {
        this.model = model;
        this.random = new Random(model.seed * 31 + 7);
    }

    static List<Obj> draw(Model model) {
        return new RowGenerator(model).draw();
    }

    private List<Obj> draw() {
        for (Ent root : model.roots()) {
            boolean people = root.name.startsWith("S");
            int number = people ? 3 + random.nextInt(2) : 4 + random.nextInt(6);
            List<Ent> kinds =
                    model.entities.stream().filter(e -> e.root() == root).toList();
            for (int i = 0; i < number; i++) {
                Ent kind = kinds.get(random.nextInt(kinds.size()));
                if (people && i < 2) {
                    kind = kinds.stream()
                            .filter(k -> k.subject != null)
                            .findFirst()
                            .orElse(kind);
                }
                Obj object = object(kind);
                object.deletedBefore =
                        kind.keepsStates() && !people && kind.derivedFrom() == null && random.nextInt(5) == 0;
                if (kind.derivedFrom() == null || derive(object)) {
                    objects.add(object);
                }
            }
        }
        objects.forEach(this::refer);
        boolean dropped = true;
        while (dropped) {
            dropped = objects.removeIf(o -> o.ent.allRefs().stream()
                    .anyMatch(r -> !r.soft() && !r.nullable && !objects.contains(o.refs.get(r))));
        }
        objects.forEach(o -> o.refs.replaceAll((r, target) -> objects.contains(target) ? target : null));
        objects.stream().filter(o -> !o.deletedBefore).forEach(this::collect);
        share();
        objects.stream().filter(o -> o.ent.keepsStates()).forEach(this::remember);
        return objects;
    }

    /** Earlier states, the last of which is the present one where there is any. */
    private void remember(Obj object) {
        if (object.deletedBefore || random.nextBoolean()) {
            Obj before = state(object);
            before.secondaryRow = object.ent.root().hasSecondary() && random.nextBoolean();
            for (Attr attr : object.attrs()) {
                before.values.put(attr.col().name(), value(attr));
            }
            collect(before);
            forgetIncomplete(before);
        }
        if (!object.deletedBefore) {
            Obj now = state(object);
            now.secondaryRow = object.secondaryRow;
            now.values.putAll(object.values);
            object.elements.forEach((coll, elements) -> now.elements.put(
                    coll, elements.stream().map(e -> e.of(now)).collect(Collectors.toCollection(ArrayList::new))));
            forgetIncomplete(now);
        }
    }

    private Obj state(Obj object) {
        return new Obj(object, model.keeper, ++revisions);
    }

    /**
     * In a history of Hibernate's, all columns of a collection are a part of the key; in one of Envers's, none of an
     * embeddable's is.
     */
    private void forgetIncomplete(Obj state) {
        state.elements.forEach((coll, elements) -> {
            elements.removeIf(e -> e.values.containsValue(null));
            if (coll.kind == CollKind.EMBEDDABLES && model.keeper == Keeper.ENVERS && elements.size() > 1) {
                elements.subList(1, elements.size()).clear();
            }
        });
    }

    private Obj object(Ent ent) {
        Obj object = new Obj(
                ent,
                ent.root().key.stream()
                        .map(c -> ent.root().personalKey != null ? (Object) ("u" + word()) : key(c.kind()))
                        .toList());
        object.softDeleted = ent.root().softDeleted && random.nextInt(3) == 0;
        object.tenant = 1 + random.nextInt(2);
        object.secondaryRow = ent.root().hasSecondary() && random.nextInt(3) > 0;
        for (Attr attr : object.attrs()) {
            object.values.put(attr.col().name(), value(attr));
        }
        for (Ent part : ent.lineage()) {
            if (part.retained != null && !part.retained.all()) {
                object.flags.put(part, random.nextInt(3) == 0 ? Boolean.TRUE : random.nextBoolean() ? false : null);
            }
        }
        return object;
    }

    /** Gives the row the key of the one it refers to; false if there is none that has no such row yet. */
    private boolean derive(Obj object) {
        Ref ref = Objects.requireNonNull(object.ent.derivedFrom());
        List<Obj> free = objects.stream()
                .filter(o -> o.ent.is(ref.target) && !o.deletedBefore)
                .filter(o ->
                        ref.derived != Derived.WHOLE || objects.stream().noneMatch(other -> other.refs.get(ref) == o))
                .toList();
        if (free.isEmpty()) {
            return false;
        }
        Obj target = free.get(random.nextInt(free.size()));
        object.key.set(0, target.key.get(0));
        object.refs.put(ref, target);
        return true;
    }

    private Object key(Kind kind) {
        int n = ++keys;
        return switch (kind) {
            case LONG -> (long) n * 3;
            case INT -> n * 3;
            case UUID -> uuid(random.nextLong(), n);
            default -> "k-" + n;
        };
    }

    /** Of the fourth version: MariaDB takes no others. */
    private static UUID uuid(long most, long least) {
        return new UUID(0x4000L | (most & ~0xF000L), 0x8000000000000000L | (least & ~0xC000000000000000L));
    }

    private void refer(Obj object) {
        for (Ref ref : object.ent.allRefs()) {
            if (ref.derived != Derived.NOT) {
                continue;
            }
            List<Obj> targets = objects.stream()
                    .filter(o -> ref.mayLeadTo(o) && (!o.deletedBefore || (object.deletedBefore && !ref.soft())))
                    .toList();
            // Of a reference in a table of its own, nothing temporal is kept.
            boolean forgotten = ref.linked && object.deletedBefore && model.keeper == Keeper.TEMPORAL;
            boolean none = targets.isEmpty() || (ref.nullable && random.nextInt(4) == 0) || forgotten;
            Obj target = none ? null : targets.get(random.nextInt(targets.size()));
            if (!ref.soft()) {
                object.refs.put(ref, target);
                if (!ref.any.isEmpty() && target != null) {
                    object.kinds.put(ref, target.ent.name);
                }
                continue;
            }
            Object copy = target == null
                    ? null
                    : ref.toKey
                            ? target.key.get(0)
                            : target.values.get(
                                    Objects.requireNonNull(ref.copies).name());
            if (copy instanceof String text && ref.ignoreCase && random.nextBoolean()) {
                copy = text.toUpperCase(Locale.ROOT);
            }
            if (copy == null && !ref.toKey && random.nextInt(3) == 0) {
                copy = random.nextBoolean() ? " " : "nobody" + word() + "@n.example";
            }
            object.copies.put(ref, copy);
        }
    }

    private void collect(Obj object) {
        for (Ent part : object.ent.lineage()) {
            for (Coll coll : part.colls) {
                List<Elem> elements = new ArrayList<>();
                Set<Object> seen = new HashSet<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    Elem element = new Elem(object, coll, elements.size());
                    coll.parts.forEach(p -> element.values.put(p.col().name(), value(p)));
                    if (coll.target != null) {
                        List<Obj> targets = objects.stream()
                                .filter(o -> coll.mayLeadTo(o) && !o.deletedBefore)
                                .toList();
                        element.target = targets.isEmpty() || (coll.targetNullable && random.nextInt(4) == 0)
                                ? null
                                : targets.get(random.nextInt(targets.size()));
                    }
                    boolean dangling = coll.links() && element.target == null;
                    if (!dangling && seen.add(onceOnly(element))) {
                        elements.add(element);
                    }
                }
                object.elements.put(coll, elements);
            }
        }
    }

    /** What no other element of the collection may be equal to. */
    private static Object onceOnly(Elem element) {
        return element.coll.links()
                ? Objects.requireNonNull(element.target)
                : element.coll.kind == CollKind.SET ? element.values : element;
    }

    /** A few values that two rows share, as a family shares its telephone. */
    private void share() {
        for (int i = 0; i < 2; i++) {
            Obj one = objects.get(random.nextInt(objects.size()));
            Obj other = objects.get(random.nextInt(objects.size()));
            for (Attr attr : one.attrs()) {
                if (other.ent.root() == one.ent.root()
                        && other.attrs().contains(attr)
                        && !attr.unique()
                        && random.nextInt(4) == 0) {
                    other.values.put(
                            attr.col().name(), one.values.get(attr.col().name()));
                }
            }
        }
    }

    private @Nullable Object value(Attr attr) {
        if (attr.computedFrom() != null) {
            return null;
        }
        if (attr.nullable() && random.nextInt(6) == 0) {
            return null;
        }
        Kind kind = attr.col().kind();
        return switch (kind) {
            case TEXT -> text(attr);
            case INT -> 100_000_000 + random.nextInt(800_000_000);
            case LONG -> 100_000_000L + random.nextInt(800_000_000);
            case DECIMAL -> new BigDecimal(100_000_000 + random.nextInt(800_000_000)).movePointLeft(2);
            case BOOL -> random.nextBoolean();
            case DATE -> date();
            case TIMESTAMP -> date().atTime(1 + random.nextInt(22), random.nextInt(60), random.nextInt(60));
            case UUID -> uuid(random.nextLong(), random.nextLong());
            case ENUM -> random.nextBoolean() ? "RED" : "GREEN";
            case CLOB -> "long " + word() + " text " + word();
            case BYTES -> ("bytes" + word()).getBytes(StandardCharsets.UTF_8);
            case DOCUMENT ->
                random.nextInt(5) == 0
                        ? Doc.of("size", random.nextInt(90))
                        : Doc.of("name", "n" + word())
                                .with("mail", random.nextBoolean() ? word() + "@" + word() + ".example" : null)
                                .with("size", random.nextInt(90));
            case PROFILE ->
                Doc.of("name", random.nextInt(4) == 0 ? null : "n" + word()).with("size", random.nextInt(90));
        };
    }

    private LocalDate date() {
        return LocalDate.of(1950, 2, 2).plusDays(random.nextInt(20_000));
    }

    private String text(Attr attr) {
        DataCategory category = attr.personal() ? attr.asPersonal().category() : DataCategory.OTHER;
        String text = switch (category) {
            case EMAIL -> word() + "@" + word() + ".example";
            case PHONE -> "+49" + (1_000_000_000L + random.nextInt(1_000_000_000));
            case FULL_NAME -> "Q" + word() + " V" + word();
            case ADDRESS_LINE -> "Road" + word() + " " + (10 + random.nextInt(80));
            case ACCOUNT_NUMBER -> "DE" + (100_000_000_000L + random.nextInt(1_000_000_000));
            default -> "w" + word();
        };
        if (text.length() <= attr.length()) {
            return text;
        }
        String word = word();
        return word.substring(0, Math.min(word.length(), Math.min(9, attr.length())));
    }

    /** A word that occurs once. */
    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.append(++words)
                .append('y')
                .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())))
                .toString();
    }
}
