package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.library.Reader;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.JsonSchema;
import dev.rasura.testing.Population;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The data map as people and machines read it. */
class RenderingTest {

    /** Names as nobody gives them, but might. */
    private static final String HOSTILE =
            "<script>alert('x')</script> | **bold** `code`\n# [a](b) \u202egnp & \"q\" _x_";

    private static DataMap library(DatabaseFamily family) {
        return library(family, List.of());
    }

    private static DataMap library(DatabaseFamily family, List<String> scripts) {
        try (Population p = Population.of(
                family,
                Map.of(),
                scripts,
                editor ->
                        editor.entity("Loan").processing(ProcessingTerms.none().withSource("The book's chip")),
                Reader.class,
                Reader.Loan.class,
                Reader.Remark.class)) {
            return p.rasura().dataMap();
        }
    }

    private static DataMap hostile() {
        MappedColumn column = new MappedColumn(
                "line_" + HOSTILE,
                HOSTILE,
                "varchar(255)",
                Classification.PERSONAL,
                DataCategory.EMAIL,
                new ProcessingTerms(HOSTILE, LegalBasis.CONSENT, HOSTILE, List.of(HOSTILE, "Bank")),
                "",
                HOSTILE,
                Overwrite.kept(HOSTILE),
                List.of(new Holding(
                        DataCategory.HEALTH,
                        new ProcessingTerms(HOSTILE, LegalBasis.CONTRACT, HOSTILE, List.of(HOSTILE)))));
        MappedTable table = new MappedTable(
                HOSTILE,
                List.of(HOSTILE),
                List.of(new Ownership(HOSTILE, "itself", RowAction.ANONYMISE)),
                List.of(new Ground(HOSTILE, HOSTILE, HOSTILE)),
                List.of(),
                List.of(column));
        return new DataMap(
                List.of(new SubjectType(HOSTILE, HOSTILE, HOSTILE, RowAction.ANONYMISE)),
                List.of(table),
                List.of(),
                List.of(HOSTILE),
                List.of(new Finding(Finding.Kind.UNMAPPED_TABLE, HOSTILE, null, HOSTILE, HOSTILE, true)),
                List.of(new Suggestion(
                        Suggestion.Kind.PERSONAL,
                        HOSTILE,
                        HOSTILE,
                        null,
                        Suggestion.Confidence.HIGH,
                        HOSTILE,
                        HOSTILE)));
    }

    @Test
    void theConsoleTableFitsAHundredColumnsAndCutsNothing() {
        String text = library(DatabaseFamily.H2).render(MapFormat.TEXT);
        assertThat(text.lines())
                .allMatch(line -> line.length() <= 100)
                .allMatch(line -> line.equals(line.stripTrailing()));
        assertThat(text)
                .contains("Readers of the library")
                .contains("deleted 1 year after Loan.returned (loans-after-a-year)")
                .contains("Book still out, where returned is null")
                .contains("Structure")
                .contains("goes with its row")
                .contains("goes with its row, unless retained");
        String folded = text.replaceAll("\\s+", " ");
        assertThat(folded).contains("legitimate interests").contains("City library");
        assertThat(hostile().render(MapFormat.TEXT).lines())
                .allMatch(line -> line.codePointCount(0, line.length()) <= 100);
    }

    @Test
    void theConsoleTableIsThis() {
        assertThat(small().render(MapFormat.TEXT)).isEqualTo("""
                Data map
                ========
                1 table with 3 columns: 1 personal, 0 not personal, 1 structural, 1 unclassified, 0 out of reach.

                Data subjects
                -------------
                  People   Entity  Table   On erasure
                  -------  ------  ------  ----------
                  Members  Member  member  anonymised

                Tables with personal data or within a person's reach
                ----------------------------------------------------

                member
                  Holds      Member
                  Whose      Member (itself): anonymised
                  Structure  id
                  Column  What it is    Held for                                     Where its row stays, or why not
                  ------  ------------  -------------------------------------------  -------------------------------
                  email   e-mail        Newsletter; consent; to Mail service, Print  null
                                        shop of the association
                  note    UNCLASSIFIED
                """);
    }

    @Test
    void whatNoDutyReachesIsNotSaidToGo() {
        MappedTable nobodys = new MappedTable(
                "stray",
                List.of("Stray"),
                List.of(),
                List.of(),
                List.of(),
                List.of(column(
                        "email",
                        Classification.PERSONAL,
                        DataCategory.EMAIL,
                        ProcessingTerms.none(),
                        Overwrite.auto())));
        DataMap map = new DataMap(List.of(), List.of(nobodys), List.of(), List.of(), List.of(), List.of());
        assertThat(map.render(MapFormat.TEXT))
                .contains("nobody's: no path leads to a data subject")
                .contains("stays: no duty reaches it")
                .doesNotContain("goes with its row");
    }

    private static DataMap small() {
        return new DataMap(
                List.of(new SubjectType("Member", "Members", "member", RowAction.ANONYMISE)),
                List.of(new MappedTable(
                        "member",
                        List.of("Member"),
                        List.of(new Ownership("Member", "itself", RowAction.ANONYMISE)),
                        List.of(),
                        List.of(),
                        List.of(
                                column("note", Classification.UNCLASSIFIED, null, ProcessingTerms.none(), null),
                                column(
                                        "email",
                                        Classification.PERSONAL,
                                        DataCategory.EMAIL,
                                        ProcessingTerms.of("Newsletter", LegalBasis.CONSENT)
                                                .withRecipients("Mail service", "Print shop of the association"),
                                        Overwrite.withNull()),
                                column("id", Classification.STRUCTURAL, null, ProcessingTerms.none(), null)))),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static MappedColumn column(
            String name,
            Classification classification,
            @org.jspecify.annotations.Nullable DataCategory category,
            ProcessingTerms terms,
            @org.jspecify.annotations.Nullable Overwrite overwrite) {
        return new MappedColumn(
                name, "Member." + name, "varchar(255)", classification, category, terms, "", "", overwrite, List.of());
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseHoldsBeyondTheMappingStandsInEveryForm(MapFormat format) {
        DataMap map = library(
                DatabaseFamily.H2,
                List.of("create table import_2019 (id bigint primary key, reader bigint references Reader (id))"));
        assertThat(map.findings()).isNotEmpty();
        assertThat(map.render(format).replace("\\", ""))
                .containsIgnoringCase("import_2019")
                .contains("map.table(");
        assertThat(library(DatabaseFamily.H2).render(format)).doesNotContainIgnoringCase("import_2019");
    }

    @Test
    void markdownKeepsItsTablesWhateverANameHolds() {
        String markdown = hostile().render(MapFormat.MARKDOWN);
        assertThat(markdown).doesNotContain("<script>").doesNotContain("\u202e").contains("\\<script\\>");
        List<String> rows =
                markdown.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).isNotEmpty();
        int columns = 0;
        for (int i = 0; i < rows.size(); i++) {
            int here = rows.get(i).replace("\\|", "").replaceAll("[^|]", "").length();
            if (i + 1 < rows.size() && rows.get(i + 1).startsWith("| ---")) {
                columns = here;
            }
            assertThat(here).as(rows.get(i)).isEqualTo(columns);
        }
        assertThat(library(DatabaseFamily.H2).render(MapFormat.MARKDOWN))
                .startsWith("# Data map\n\n")
                .contains("| home_street | Reader.home.street | varchar(255) | address line | Sending books |"
                        + " contract (Art. 6(1)(b)) | The reader's municipality | nobody | null |");
    }

    @Test
    void theHtmlPageIsOneFileWithoutScriptsAndEscapesEverything() {
        String html = hostile().render(MapFormat.HTML);
        assertThat(html)
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("src=")
                .doesNotContain("alert('x')")
                .doesNotContain("\u202e")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("default-src 'none'")
                .contains("@media print")
                .contains("<main>")
                .contains("<nav aria-label=\"Contents\">")
                .contains("<th scope=\"col\">")
                .contains("<th scope=\"row\">")
                .contains("<caption>");
    }

    @Test
    void everyElementOfTheHtmlPageIsClosed() {
        for (DataMap map : List.of(hostile(), library(DatabaseFamily.H2))) {
            String html = map.render(MapFormat.HTML);
            var tags = java.util.regex.Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(html);
            java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>();
            while (tags.find()) {
                String tag = tags.group(2);
                if (List.of("meta", "br").contains(tag)) {
                    continue;
                }
                if (tags.group(1).isEmpty()) {
                    open.push(tag);
                } else {
                    assertThat(open.pop()).isEqualTo(tag);
                }
            }
            assertThat(open).isEmpty();
        }
    }

    @Test
    void theJsonMeetsItsPublishedSchema() {
        JsonSchema schema = JsonSchema.published("data-map-1.schema.json");
        String json = library(DatabaseFamily.H2).render(MapFormat.JSON);
        assertThat(json)
                .startsWith("{\n  \"format\": \"rasura-data-map\",\n  \"version\": 1,\n")
                .contains("\"notes\": [");
        assertThat(schema.violations(json)).isEmpty();
        assertThat(schema.violations(hostile().render(MapFormat.JSON))).isEmpty();
        assertThat(schema.violations(small().render(MapFormat.JSON))).isEmpty();
    }

    @Test
    void aGroundThatEndsSaysWhen() {
        Ground ground = new Ground("Bookkeeping", "paid", "the audit", "issued", java.time.Period.of(10, 1, 0));
        MappedTable member = small().tables().get(0);
        DataMap map = new DataMap(
                small().subjects(),
                List.of(new MappedTable(
                        member.name(),
                        member.entities(),
                        member.owners(),
                        List.of(ground),
                        List.of(),
                        member.columns())),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(map.render(MapFormat.TEXT))
                .contains("Bookkeeping, for 10 years 1 month from issued, until the audit, where paid");
        assertThat(map.render(MapFormat.JSON)).contains("\"start\": \"issued\"", "\"period\": \"P10Y1M\"");
        assertThat(JsonSchema.published("data-map-1.schema.json").violations(map.render(MapFormat.JSON)))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoDataMap() {
        JsonSchema schema = JsonSchema.published("data-map-1.schema.json");
        JsonNode map = JsonMapper.shared().readTree(small().render(MapFormat.JSON));
        ((ObjectNode) map.get("tables").get(0)).put("surprise", 1);
        ((ObjectNode) map.get("tables").get(0).get("columns").get(0)).put("classification", "SECRET");
        ((ObjectNode) map.get("subjects").get(0)).remove("category");
        assertThat(schema.violations(map))
                .containsExactlyInAnyOrder(
                        "$.tables[0] has the unknown surprise",
                        "$.tables[0].columns[0].classification is none of"
                                + " [\"PERSONAL\",\"NOT_PERSONAL\",\"STRUCTURAL\",\"UNCLASSIFIED\",\"OUT_OF_REACH\"]",
                        "$.subjects[0] lacks category");
    }

    @Test
    void theJsonSaysOfAColumnAllThatIsKnown() {
        JsonNode map = JsonMapper.shared().readTree(library(DatabaseFamily.H2).render(MapFormat.JSON));
        JsonNode loan = null;
        for (JsonNode table : map.get("tables")) {
            loan = table.get("name").stringValue().equals("Loan") ? table : loan;
        }
        assertThat(loan).isNotNull();
        assertThat(loan.get("timeLimits"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("[{\"rule\":\"loans-after-a-year\",\"path\":\"itself\",\"action\":\"DELETE\"}]"));
        JsonNode title = loan.get("columns").get(3);
        assertThat(title).isEqualTo(JsonMapper.shared().readTree("""
                        {"name":"title","attribute":"Loan.title","type":"varchar(255)","classification":"PERSONAL",
                         "category":"BEHAVIOUR","purpose":"Fees","basis":"LEGAL_OBLIGATION","source":"The book's chip",
                         "recipients":["City library"],"onErasure":{"strategy":"AUTO","description":"chosen by type"}}
                        """));
    }

    @ParameterizedTest
    @EnumSource
    void theSameMapGivesTheSameBytesOnBothDatabasesAndInEveryLocale(MapFormat format) throws IOException {
        String expected = library(DatabaseFamily.H2).render(format);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        String separator = System.getProperty("line.separator");
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            System.setProperty("line.separator", "\r\n");
            StringBuilder out = new StringBuilder();
            library(DatabaseFamily.H2).writeTo(out, format);
            assertThat(out.toString()).isEqualTo(expected).doesNotContain("\r").endsWith("\n");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
            System.setProperty("line.separator", separator);
        }
        assertThat(library(DatabaseFamily.POSTGRESQL).render(format)).isEqualTo(expected);
    }
}
