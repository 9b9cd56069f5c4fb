package dev.rasura.generated;

import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Keeper;
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

    final Map<Ref, @Nullable Obj> refs;
    final Map<Ref, @Nullable Object> copies;
    /** Of an {@code @Any}, what it leads to, or led to before it was unlinked. */
    final Map<Ref, String> kinds;

    final Map<Coll, List<Elem>> elements = new LinkedHashMap<>();
    final Map<Ent, Boolean> flags;
    /** Earlier states, of which only values and collections differ. */
    final List<Obj> past = new ArrayList<>();
    /** The row whose earlier state it is, or itself. */
    final Obj live;
    /** Of an earlier state, the number of its revision. */
    int revision;
    /** Of an earlier state, who keeps it; else null. */
    final @Nullable Keeper keeper;
    /** Whether only its history is left, because the application has deleted the row. */
    boolean deletedBefore;

    int tenant;
    boolean softDeleted;
    boolean secondaryRow;
    boolean gone;
    boolean changed;

    /** Whether its version must be raised: a collection's change may raise it, and need not. */
    Obj(Ent ent, List<Object> key) {
        this.ent = ent;
        this.key = new ArrayList<>(key);
        this.refs = new LinkedHashMap<>();
        this.copies = new LinkedHashMap<>();
        this.kinds = new LinkedHashMap<>();
        this.flags = new LinkedHashMap<>();
        this.live = this;
        this.keeper = null;
    }

    /** An earlier state of the row. */
    Obj(Obj live, Keeper keeper, int revision) {
        this.ent = live.ent;
        this.key = live.key;
        this.refs = live.refs;
        this.copies = live.copies;
        this.kinds = live.kinds;
        this.flags = live.flags;
        this.tenant = live.tenant;
        this.live = live;
        this.keeper = keeper;
        this.revision = revision;
        live.past.add(this);
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

        /** The same as an element of another state. */
        Elem of(Obj state) {
            Elem same = new Elem(state, coll, position);
            same.values.putAll(values);
            same.target = target;
            return same;
        }
    }

    /** The entities of its lineage whose columns it has: of what is temporal, Hibernate keeps none of heirs' tables. */
    List<Ent> parts() {
        return keeper == Keeper.TEMPORAL && ent.root().inheritance == Inheritance.JOINED
                ? List.of(ent.root())
                : ent.lineage();
    }

    /** The references that lie in tables of their own: of what is temporal, Hibernate keeps none. */
    List<Ref> links() {
        return ent.allRefs().stream()
                .filter(r -> r.linked && keeper != Keeper.TEMPORAL && refs.get(r) != null)
                .toList();
    }

    List<Attr> attrs() {
        return parts().stream().flatMap(e -> e.attrs.stream()).toList();
    }

    boolean retained() {
        return !deletedBefore
                && ent.lineage().stream()
                        .anyMatch(e -> e.retained != null && (e.retained.all() || Boolean.TRUE.equals(flags.get(e))));
    }

    void set(String column, @Nullable Object value) {
        if (!java.util.Objects.equals(values.put(column, value), value)) {
            changed = true;
        }
    }

    /** What the column holds, be it stored or computed. */
    @Nullable
    Object value(Attr attr) {
        if (attr.computedFrom() == null) {
            return values.get(attr.col().name());
        }
        Object from = values.get(attr.computedFrom().name());
        return from instanceof String text ? text.toLowerCase(java.util.Locale.ROOT) : from;
    }

    /** References are the same in all states: it is the row that changes. */
    void unlink(Ref ref) {
        if (refs.get(ref) != null) {
            refs.put(ref, null);
            live.changed = true;
        }
        if (copies.get(ref) != null) {
            copies.put(ref, null);
            live.changed = true;
        }
    }

    /** The elements of its collections, also of those it once had. */
    List<Elem> elements() {
        List<Elem> all = new ArrayList<>();
        elements.values().forEach(all::addAll);
        past.forEach(state -> all.addAll(state.elements()));
        return all;
    }

    /** As it is, where it still is, and as it was. */
    List<Obj> states() {
        List<Obj> states = new ArrayList<>(past);
        if (!deletedBefore) {
            states.add(this);
        }
        return states;
    }

    @Override
    public String toString() {
        return ent + key.toString();
    }
}
