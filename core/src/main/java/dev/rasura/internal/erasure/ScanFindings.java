package dev.rasura.internal.erasure;

import dev.rasura.internal.residue.Occurrence;
import dev.rasura.internal.residue.ReadTable;
import dev.rasura.internal.residue.ScanSlice;
import dev.rasura.internal.residue.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a pass of the residue scan has found so far, slice by slice, and what of it the plans retain. Not thread-safe. */
final class ScanFindings {

    /** Where a needle was found, as the scanner names it. */
    record Place(String schema, String table, String column, int needle) {

        static Place of(Occurrence occurrence) {
            return new Place(occurrence.schema(), occurrence.table(), occurrence.column(), occurrence.needle());
        }
    }

    /** How often, and how often of it in what the plan retains. */
    record Count(long found, long kept) {}

    private final Map<Place, Count> places = new LinkedHashMap<>();
    private final Set<ReadTable> finished = new LinkedHashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Set<Integer> weak = new TreeSet<>();
    private List<String> unreachable = List.of();
    private long rows;
    private boolean ended;

    /** Adds a slice, and what was kept at the moment it was read. */
    void add(ScanSlice slice, List<Occurrence> kept) {
        slice.occurrences().forEach(o -> count(Place.of(o), o.count(), 0));
        // Columns of one row come in the order in which they were chosen, which is not always the same.
        Map<Place, Place> found = new LinkedHashMap<>();
        slice.occurrences().forEach(o -> found.put(sorted(Place.of(o)), Place.of(o)));
        kept.forEach(o -> {
            Place place = found.get(sorted(Place.of(o)));
            if (place != null) {
                count(place, 0, o.count());
            }
        });
        finished.addAll(slice.finished());
        slice.unreadable().forEach(s -> unreadable.add(text(s)));
        unreachable = slice.unreachable().stream().map(ScanFindings::text).toList();
        weak.addAll(slice.weak());
        rows += slice.rows();
        ended = slice.ended();
    }

    void count(Place place, long found, long kept) {
        places.merge(place, new Count(found, kept), (a, b) -> new Count(a.found() + b.found(), a.kept() + b.kept()));
    }

    void resume(List<ReadTable> tables, List<String> failures, long rowsRead) {
        finished.addAll(tables);
        unreadable.addAll(failures);
        rows += rowsRead;
    }

    Map<Place, Count> places() {
        return places;
    }

    Set<ReadTable> finished() {
        return finished;
    }

    List<String> unreadable() {
        return unreadable;
    }

    /** All that was not read, with the reason. */
    List<String> skipped() {
        List<String> skipped = new ArrayList<>(unreachable);
        skipped.addAll(unreadable);
        return skipped;
    }

    boolean weak(int needle) {
        return weak.contains(needle);
    }

    long tables() {
        // What is kept outside tables is none.
        return finished.stream().filter(t -> t.schema() != null).count();
    }

    long rows() {
        return rows;
    }

    boolean ended() {
        return ended;
    }

    private static Place sorted(Place place) {
        Set<String> names = new TreeSet<>();
        for (String name : place.column().split("\\+", -1)) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return new Place(
                place.schema().toLowerCase(Locale.ROOT),
                place.table().toLowerCase(Locale.ROOT),
                String.join("+", names),
                place.needle());
    }

    private static String text(Skipped skipped) {
        @Nullable String column = skipped.column();
        return (skipped.schema() == null ? "" : skipped.schema() + ".") + skipped.table()
                + (column == null ? "" : "." + column) + ": " + skipped.reason();
    }
}
