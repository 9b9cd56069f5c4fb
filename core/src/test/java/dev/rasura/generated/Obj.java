package dev.rasura.generated;

import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Coll;
import dev.rasura.generated.Model.Ent;
import dev.rasura.generated.Model.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of an entity, as it stands at the moment. */
final class Obj {

    final Ent ent;
    final List<Object> key;
    /** By column name; what was overwritten is a {@link Written}. */
    final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    final Map<Ref, @Nullable Obj> refs = new LinkedHashMap<>();
    final Map<Ref, @Nullable Object> copies = new LinkedHashMap<>();
    final Map<Coll, List<Elem>> elements = new LinkedHashMap<>();
    final Map<Ent, Boolean> flags = new LinkedHashMap<>();
    boolean softDeleted;
    boolean secondaryRow;
    boolean gone;
    boolean changed;

    /** Whether its version must be raised: a collection's change may raise it, and need not. */
    Obj(Ent ent, List<Object> key) {
        this.ent = ent;
        this.key = new ArrayList<>(key);
    }

    /** The form of a value that an erasure wrote. */
    enum Written {
        TOKEN,
        MAIL_TOKEN,
        HASH
    }

    /** A row of a collection's table. */
    static final class Elem {
        final Obj owner;
        final Coll coll;
        final int position;
        final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        @Nullable
        Obj target;

        boolean gone;

        Elem(Obj owner, Coll coll, int position) {
            this.owner = owner;
            this.coll = coll;
            this.position = position;
        }
    }

    List<Attr> attrs() {
        return ent.lineage().stream().flatMap(e -> e.attrs.stream()).toList();
    }

    boolean retained() {
        return ent.lineage().stream()
                .anyMatch(e -> e.retained != null && (e.retained.all() || Boolean.TRUE.equals(flags.get(e))));
    }

    void set(String column, @Nullable Object value) {
        if (!java.util.Objects.equals(values.put(column, value), value)) {
            changed = true;
        }
    }

    void unlink(Ref ref) {
        if (refs.get(ref) != null) {
            refs.put(ref, null);
            changed = true;
        }
        if (copies.get(ref) != null) {
            copies.put(ref, null);
            changed = true;
        }
    }

    List<Elem> elements() {
        List<Elem> all = new ArrayList<>();
        elements.values().forEach(all::addAll);
        return all;
    }

    @Override
    public String toString() {
        return ent + key.toString();
    }
}
