package dev.rasura.internal.render;

import dev.rasura.annotation.LegalBasis;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.Ownership;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.datamap.SubjectType;
import dev.rasura.datamap.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A data map as a page: wide, with a column for each thing that is said, or narrow for a console. */
public final class MapPage {

    private static final List<String> WIDE = List.of(
            "Column",
            "Attribute",
            "Type",
            "What it is",
            "Purpose",
            "Legal basis",
            "Source",
            "Recipients",
            "Where its row stays, or why not personal");
    private static final List<String> NARROW =
            List.of("Column", "What it is", "Held for", "Where its row stays, or why not");

    private final DataMap map;
    private final Page page;
    private final boolean wide;

    private MapPage(DataMap map, Page page, boolean wide) {
        this.map = map;
        this.page = page;
        this.wide = wide;
    }

    public static String narrow(DataMap map) {
        return new MapPage(map, new TextPage(), false).write();
    }

    public static String markdown(DataMap map) {
        return new MapPage(map, new MarkdownPage(), true).write();
    }

    public static String html(DataMap map) {
        return new MapPage(map, new HtmlPage(), true).write();
    }

    private String write() {
        page.title("Data map");
        page.paragraph(summary());
        subjects();
        List<MappedTable> shown =
                map.tables().stream().filter(MapPage::concernsSomebody).toList();
        if (!shown.isEmpty()) {
            page.heading(2, "Tables with personal data or within a person's reach");
            shown.forEach(this::table);
        }
        others();
        rules();
        findings();
        suggestions();
        if (!map.notes().isEmpty()) {
            page.heading(2, "Notes");
            page.facts(new Page.Facts().add("Overruled", map.notes()));
        }
        return page.text();
    }

    private String summary() {
        long columns = map.tables().stream().mapToLong(t -> t.columns().size()).sum();
        return counted(map.tables().size(), "table") + " with " + counted(columns, "column") + ": "
                + Stream.of(Classification.values())
                        .map(c -> count(c) + " " + Wording.of(c))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private long count(Classification classification) {
        return map.tables().stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> c.classification() == classification)
                .count();
    }

    private void subjects() {
        page.heading(2, "Data subjects");
        page.grid(
                "Kinds of people, and what an erasure does with their own row",
                List.of("People", "Entity", "Table", "On erasure"),
                map.subjects().stream().map(MapPage::row).toList());
    }

    private static List<String> row(SubjectType subject) {
        return List.of(subject.category(), subject.name(), subject.table(), Wording.of(subject.onErasure()));
    }

    private static boolean concernsSomebody(MappedTable table) {
        return table.reachable()
                || table.columns().stream().anyMatch(c -> c.classification() == Classification.PERSONAL);
    }

    private void table(MappedTable table) {
        page.heading(3, table.name());
        page.facts(new Page.Facts()
                .add("Holds", String.join(", ", table.entities()))
                .add("Whose", table.reachable() ? owners(table) : List.of("nobody's: no path leads to a data subject"))
                .add("Retained", table.grounds().stream().map(Wording::of).toList())
                .add("Expires", table.timeLimits().stream().map(Wording::of).toList())
                .add("Structure", names(table, Classification.STRUCTURAL)));
        List<List<String>> rows = table.columns().stream()
                .filter(c -> c.classification() != Classification.STRUCTURAL)
                .map(c -> wide ? wide(table, c) : narrow(table, c))
                .toList();
        if (!rows.isEmpty()) {
            page.grid("Columns of " + table.name(), wide ? WIDE : NARROW, rows);
        }
    }

    private static List<String> owners(MappedTable table) {
        return table.owners().stream().map(MapPage::owner).toList();
    }

    private static String owner(Ownership owner) {
        return owner.subjectType() + " (" + owner.path() + "): " + Wording.of(owner.onErasure());
    }

    private static String names(MappedTable table, Classification classification) {
        return table.columns().stream()
                .filter(c -> c.classification() == classification)
                .map(MappedColumn::name)
                .collect(Collectors.joining(", "));
    }

    private static List<String> wide(MappedTable table, MappedColumn column) {
        return List.of(
                column.name(),
                column.attribute() == null ? "" : column.attribute(),
                column.type(),
                what(column),
                each(column, ProcessingTerms::purpose, Page.BREAK),
                each(column, terms -> Wording.of(terms.basis()), Page.BREAK),
                each(column, ProcessingTerms::source, Page.BREAK),
                each(column, terms -> String.join(Page.BREAK, terms.recipients()), Page.BREAK),
                treatment(table, column));
    }

    private static List<String> narrow(MappedTable table, MappedColumn column) {
        return List.of(
                column.name(), what(column), each(column, MapPage::inShort, Page.BREAK), treatment(table, column));
    }

    private static String inShort(ProcessingTerms terms) {
        List<String> heldFor = new ArrayList<>();
        heldFor.add(terms.purpose());
        heldFor.add(terms.basis() == LegalBasis.UNSPECIFIED ? "" : Wording.of((Enum<?>) terms.basis()));
        heldFor.add(terms.source().isBlank() ? "" : "from " + terms.source());
        heldFor.add(terms.recipients().isEmpty() ? "" : "to " + String.join(", ", terms.recipients()));
        return heldFor.stream().filter(s -> !s.isBlank()).collect(Collectors.joining("; "));
    }

    /** What is said of each thing that the column holds, once where it is the same. */
    private static String each(MappedColumn column, Function<ProcessingTerms, String> said, String between) {
        return column.holdings().stream()
                .map(holding -> said.apply(holding.terms()))
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining(between));
    }

    private static String what(MappedColumn column) {
        return switch (column.classification()) {
            case PERSONAL ->
                (column.holdings().isEmpty() ? "personal" : categories(column))
                        + (column.of().isEmpty() ? "" : ", of the " + column.of());
            case UNCLASSIFIED -> "UNCLASSIFIED";
            default -> Wording.of(column.classification());
        };
    }

    private static String categories(MappedColumn column) {
        return column.holdings().stream()
                .map(holding -> Wording.of(holding.category()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String treatment(MappedTable table, MappedColumn column) {
        if (column.onErasure() == null) {
            return column.note();
        }
        if (!table.reachable() && table.timeLimits().isEmpty()) {
            return "stays: no duty reaches it";
        }
        return switch (column.onErasure().strategy()) {
            case AUTO -> table.grounds().isEmpty() ? "goes with its row" : "goes with its row, unless retained";
            default -> column.onErasure().describe();
        };
    }

    private void others() {
        List<List<String>> rows = map.tables().stream()
                .filter(t -> !concernsSomebody(t))
                .map(t -> List.of(
                        t.name(),
                        String.join(", ", t.entities()),
                        t.columns().stream().map(MappedColumn::name).collect(Collectors.joining(", "))))
                .toList();
        if (!rows.isEmpty()) {
            page.heading(2, "Tables out of every person's reach");
            page.grid("No row belongs to a data subject", List.of("Table", "Holds", "Columns"), rows);
        }
    }

    private void rules() {
        if (map.rules().isEmpty()) {
            return;
        }
        page.heading(2, "Retention rules");
        page.grid(
                "What expires by itself, and when",
                List.of("Rule", "Rows of", "Period", "Starts at", "Then", "Only where"),
                map.rules().stream().map(MapPage::row).toList());
    }

    private void findings() {
        if (!map.findings().isEmpty()) {
            page.heading(2, "What the database holds beyond the mapping");
            page.grid(
                    "Where a person's data could be missed, and what else the mapping does not say",
                    List.of("Where", "What", "Cure", "Must be cured"),
                    map.findings().stream().map(MapPage::row).toList());
        }
    }

    private static List<String> row(Finding finding) {
        return List.of(finding.place(), finding.what(), finding.cure(), finding.blocking() ? "yes" : "no");
    }

    private void suggestions() {
        if (!map.suggestions().isEmpty()) {
            page.heading(2, "Suggestions, none of them applied");
            page.grid(
                    "What columns that nobody spoke of may be, by name and type alone",
                    List.of("Column", "Confidence", "Why", "If so"),
                    map.suggestions().stream().map(MapPage::row).toList());
        }
    }

    private static List<String> row(Suggestion suggestion) {
        return List.of(
                suggestion.table() + "." + suggestion.column(),
                Wording.of(suggestion.confidence()),
                suggestion.why(),
                suggestion.paste());
    }

    private static List<String> row(RetentionRule rule) {
        return List.of(
                rule.name(),
                rule.entity(),
                Wording.of(rule.period()),
                rule.start(),
                Wording.of(rule.action()),
                rule.when());
    }
}
