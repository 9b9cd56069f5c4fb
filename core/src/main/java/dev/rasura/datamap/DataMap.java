package dev.rasura.datamap;

import dev.rasura.DataMapException;
import dev.rasura.internal.render.MapJson;
import dev.rasura.internal.render.MapPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is personal, where, whose, why, and for how long: built once at start from Hibernate's boot metadata, the
 * annotations and the code form. Immutable; every duty is driven by it.
 *
 * @param tables every table that Hibernate maps, and those of which code said whose their rows are, by name
 * @param rules the retention rules, by name
 * @param notes what a reader should know beside it: declarations that code overruled, entities without rows of their own, what
 *     could not be tried at start, and other limits of what is said here
 * @param findings where the database holds more, or allows less, than the mapping says, and personal data out of reach
 * @param suggestions what columns that nobody spoke of may be; never applied
 */
public record DataMap(
        List<SubjectType> subjects,
        List<MappedTable> tables,
        List<RetentionRule> rules,
        List<String> notes,
        List<Finding> findings,
        List<Suggestion> suggestions) {

    public DataMap {
        subjects = List.copyOf(subjects);
        tables = tables.stream()
                .sorted(Comparator.comparing((MappedTable t) -> t.name().toLowerCase(Locale.ROOT))
                        .thenComparing(MappedTable::name)
                        .thenComparing(t -> String.join(",", t.entities())))
                .toList();
        rules = List.copyOf(rules);
        notes = notes.stream().sorted().toList();
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::describe))
                .toList();
        suggestions = suggestions.stream()
                .sorted(Comparator.comparing(Suggestion::confidence).reversed().thenComparing(Suggestion::describe))
                .toList();
    }

    public Optional<MappedTable> table(String name) {
        return tables.stream().filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
    }

    /** The columns, as {@code table.column}, that nobody has classified though their rows can belong to a person. */
    public List<String> unclassified() {
        return tables.stream()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.classification() == Classification.UNCLASSIFIED)
                        .map(c -> t.name() + "." + c.name()))
                .toList();
    }

    /**
     * The map to read or to compare. The same map gives the same bytes on every machine, in every locale and zone: a change
     * shows as a diff in a review. Nothing in it is of a person.
     */
    public String render(MapFormat format) {
        return switch (format) {
            case TEXT -> MapPage.narrow(this);
            case MARKDOWN -> MapPage.markdown(this);
            case HTML -> MapPage.html(this);
            case JSON -> MapJson.write(this);
        };
    }

    /**
     * Appends {@link #render} to a file, a stream or a response, which stays the caller's to close.
     *
     * @throws IOException if it does not take it
     */
    public void writeTo(Appendable out, MapFormat format) throws IOException {
        out.append(render(format));
    }

    /**
     * Passes if every column within a subject's reach is classified, every personal one is within the reach of a subject or
     * a retention rule, and the database holds nothing there that the map does not know: one line in a test of yours makes the build fail on what was forgotten.
     *
     * @throws DataMapException naming each unclassified column and each blocking finding, with the lines to paste
     */
    public void assertComplete() {
        List<String> open = new ArrayList<>();
        for (MappedTable table : tables) {
            for (MappedColumn column : table.columns()) {
                if (column.classification() == Classification.UNCLASSIFIED) {
                    open.add(table.name() + "." + column.name()
                            + (column.attribute() == null ? "" : " (" + column.attribute() + ")")
                            + (column.attribute() == null
                                    ? (isUnmapped(table, column) ? ": is not mapped" : ": no attribute stands for it")
                                            + ". Say map.table(\"" + table.name() + "\").personal(\""
                                            + column.name()
                                            + "\", DataCategory..., Overwrite.auto()) or .notPersonal(\""
                                            + column.name() + "\", \"why\") in a DataMapCustomizer"
                                    : ": annotate it with @PersonalData(DataCategory...) or @NotPersonal(\"why\")"));
                }
            }
        }
        int columns = open.size();
        findings.stream().filter(Finding::blocking).map(Finding::describe).forEach(open::add);
        if (!open.isEmpty()) {
            throw new DataMapException(
                    "The data map is incomplete: " + columns + " unclassified column(s), " + (open.size() - columns)
                            + " table(s) that it does not know, or that lead to nobody.",
                    open);
        }
    }

    private boolean isUnmapped(MappedTable table, MappedColumn column) {
        return findings.stream()
                .anyMatch(f -> f.kind() == Finding.Kind.UNMAPPED_COLUMN
                        && f.table().equals(table.name())
                        && column.name().equals(f.column()));
    }
}
