package dev.rasura.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.Ownership;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.SubjectType;
import dev.rasura.datamap.library.Reader;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.processing.Activity.TableNote;
import dev.rasura.processing.RecordDiff.Change;
import dev.rasura.processing.RecordDiff.Kind;
import dev.rasura.processing.RecordDiff.Part;
import dev.rasura.testing.JsonSchema;
import dev.rasura.testing.Population;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of processing: what it says, what it lacks, and what a review sees of a change. */
class RecordOfProcessingTest {

    private static final RecordDetails COMPLETE = RecordDetails.builder()
            .system("City library")
            .controller(new Party("City of Utopia", "1 Town Square", "privacy@utopia.example"))
            .jointControllers()
            .noRepresentative()
            .dataProtectionOfficer(new Party("Ada Byron", "1 Town Square", "dpo@utopia.example"))
            .transfers(new Transfer("Japan", "Print shop", "adequacy decision (Art. 45)"))
            .measures("Access by role", "Encrypted at rest")
            .build();

    private static RecordOfProcessing library(
            DatabaseFamily family, RecordDetails details, DataMapCustomizer customizer) {
        try (Population p = Population.of(
                family, Map.of(), List.of(), customizer, Reader.class, Reader.Loan.class, Reader.Remark.class)) {
            return p.rasura().recordOfProcessing(details);
        }
    }

    private static RecordOfProcessing library(RecordDetails details) {
        return library(DatabaseFamily.H2, details, map -> {});
    }

    @Test
    void eachPurposeIsAnActivity() {
        RecordOfProcessing record = library(COMPLETE);
        assertThat(record.activities())
                .extracting(Activity::purpose)
                .containsExactly("Fees", "Lending books", "Reminders", "Sending books");
        assertThat(record.activities().get(0))
                .isEqualTo(new Activity(
                        "Fees",
                        List.of("LEGAL_OBLIGATION"),
                        List.of("Readers of the library"),
                        List.of("BEHAVIOUR"),
                        List.of(),
                        List.of("City library"),
                        List.of(new TableNote("Loan", "deleted 1 year after Loan.returned (loans-after-a-year)")),
                        List.of(new TableNote("Loan", "Book still out, where returned is null")),
                        List.of("Loan")));
        Activity lending = record.activities().get(1);
        assertThat(lending.tables()).containsExactly("Reader", "Remark");
        assertThat(lending.data()).containsExactly("CITY", "FREE_TEXT", "FULL_NAME");
        assertThat(lending.sources()).containsExactly("The reader's municipality");
        assertThat(lending.timeLimits())
                .containsExactly(
                        new TableNote("Reader", "MISSING"),
                        new TableNote("Remark", "deleted 1 year after Loan.returned (loans-after-a-year)"));
    }

    @Test
    void nobodyReceivesItOnlyIfNobodyElseDoes() {
        assertThat(library(COMPLETE).activities().get(3).recipients()).containsExactly("Courier");
        assertThat(library(
                                DatabaseFamily.H2,
                                COMPLETE,
                                map -> map.entity("Loan")
                                        .processing(ProcessingTerms.none().withRecipients(Processing.NOBODY)))
                        .activities()
                        .get(0)
                        .recipients())
                .containsExactly("nobody");
    }

    @Test
    void whatNobodySaidIsMissingAndCounted() {
        RecordOfProcessing record = library(RecordDetails.none());
        assertThat(record.missing())
                .containsExactly(
                        "controller (Art. 30(1)(a))",
                        "joint controllers, or that there are none (Art. 30(1)(a))",
                        "representative, or that there is none (Art. 30(1)(a))",
                        "data protection officer, or that there is none (Art. 30(1)(a))",
                        "transfers to third countries, or that there are none (Art. 30(1)(e))",
                        "technical and organisational measures (Art. 30(1)(g), 32(1))",
                        "time limit for Reader, held for 'Lending books' (Art. 30(1)(f))",
                        "time limit for Reader, held for 'Reminders' (Art. 30(1)(f))",
                        "time limit for Reader, held for 'Sending books' (Art. 30(1)(f))");
        String markdown = record.render(RecordFormat.MARKDOWN);
        assertThat(markdown)
                .contains("- **Controller:** **MISSING**")
                .contains("- **Representative:** **MISSING**")
                .contains("Reader: **MISSING**")
                .contains("9 parts are missing.", "\n- **MISSING:**\n");
        assertThat(record.render(RecordFormat.HTML)).contains("<dd><strong class=\"missing\">MISSING</strong></dd>");
    }

    @Test
    void aPartThatIsHalfSaidIsMissingToo() {
        RecordOfProcessing record = library(RecordDetails.builder()
                .controller(new Party("City of Utopia", "", ""))
                .jointControllers()
                .noRepresentative()
                .noDataProtectionOfficer()
                .transfers(new Transfer("Japan", "", ""))
                .measures("Access by role")
                .build());
        assertThat(record.missing())
                .startsWith(
                        "address of City of Utopia (Art. 30(1)(a))",
                        "contact details of City of Utopia (Art. 30(1)(a))",
                        "recipient in Japan (Art. 30(1)(e))",
                        "safeguards for the transfer to Japan (Art. 30(1)(e))",
                        "time limit for Reader, held for 'Lending books' (Art. 30(1)(f))");
        assertThat(record.render(RecordFormat.MARKDOWN))
                .contains("City of Utopia, address: MISSING, contact: **MISSING**")
                .contains("- **Joint controllers:** none");
    }

    @Test
    void nothingIsMissingWhenAllIsSaid() {
        RecordOfProcessing record = library(
                DatabaseFamily.H2,
                COMPLETE,
                map -> map.entity("Reader")
                        .retention("readers", "registered", Period.ofYears(3), RowAction.ANONYMISE, ""));
        assertThat(record.missing()).isEmpty();
        assertThat(record.render(RecordFormat.MARKDOWN))
                .doesNotContain("MISSING")
                .contains("Nothing of what Art. 30(1) asks for is missing for this database.");
    }

    @Test
    void dataWithoutPurposeBasisRecipientsOrOwnerIsNotHidden() {
        RecordOfProcessing record = RecordOfProcessing.of(bare("note"), COMPLETE);
        assertThat(record.activities()).hasSize(1);
        assertThat(record.missing())
                .containsExactly(
                        "purpose of personal data in notes (Art. 30(1)(b))",
                        "legal basis of data without a purpose (Art. 6(1))",
                        "categories of data subjects of data without a purpose (Art. 30(1)(c))",
                        "recipients of data without a purpose (Art. 30(1)(d))",
                        "time limit for notes, held for data without a purpose (Art. 30(1)(f))",
                        "what member.forgotten holds: nobody classified it",
                        "what import_2019 holds: nobody classified it");
        assertThat(record.render(RecordFormat.MARKDOWN)).contains("### Purpose: **MISSING**");
    }

    private static DataMap bare(String purposeless) {
        return new DataMap(
                List.of(new SubjectType("Member", "Members", "member", RowAction.DELETE)),
                List.of(
                        new MappedTable(
                                "notes",
                                List.of("Note"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(new MappedColumn(
                                        purposeless,
                                        null,
                                        "varchar(9)",
                                        Classification.PERSONAL,
                                        DataCategory.FREE_TEXT,
                                        ProcessingTerms.none(),
                                        "",
                                        "",
                                        Overwrite.auto(),
                                        List.of()))),
                        new MappedTable(
                                "member",
                                List.of("Member"),
                                List.of(new Ownership("Member", "itself", RowAction.DELETE)),
                                List.of(),
                                List.of(),
                                List.of(new MappedColumn(
                                        "forgotten",
                                        null,
                                        "varchar(9)",
                                        Classification.UNCLASSIFIED,
                                        null,
                                        ProcessingTerms.none(),
                                        "",
                                        "",
                                        null,
                                        List.of())))),
                List.of(),
                List.of(),
                List.of(
                        new Finding(Finding.Kind.UNMAPPED_TABLE, "import_2019", null, "is not mapped", "Map it", true),
                        new Finding(Finding.Kind.NARROWER_COLUMN, "member", "name", "is narrower", "", false)),
                List.of());
    }

    @ParameterizedTest
    @EnumSource
    void everyFormSaysThatItCoversOneDatabaseOnlyAndHoldsNoDate(RecordFormat format) {
        String text = library(COMPLETE).render(format);
        assertThat(text)
                .contains("covers what one application keeps in one database")
                .endsWith("\n");
        assertThat(text).doesNotContainPattern("\\b20\\d\\d-\\d\\d-\\d\\d");
    }

    @Test
    void aDayIsGivenOnlyByTheCaller() {
        RecordDetails dated =
                RecordDetails.builder().asOf(LocalDate.of(2026, 5, 25)).build();
        assertThat(library(dated).render(RecordFormat.MARKDOWN)).contains("As of 2026-05-25.");
    }

    @ParameterizedTest
    @EnumSource
    void theSameRecordGivesTheSameBytesOnBothDatabasesAndInEveryLocale(RecordFormat format) {
        String expected = library(COMPLETE).render(format);
        Locale locale = Locale.getDefault();
        String separator = System.getProperty("line.separator");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            System.setProperty("line.separator", "\r\n");
            assertThat(library(COMPLETE).render(format)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            System.setProperty("line.separator", separator);
        }
        assertThat(library(DatabaseFamily.POSTGRESQL, COMPLETE, map -> {}).render(format))
                .isEqualTo(expected);
    }

    @Test
    void theJsonMeetsItsPublishedSchemaAndIsReadBack() {
        JsonSchema schema = JsonSchema.published("record-of-processing-1.schema.json");
        for (RecordOfProcessing record : List.of(
                library(COMPLETE),
                library(RecordDetails.builder().asOf(LocalDate.EPOCH).build()),
                RecordOfProcessing.of(bare("note"), RecordDetails.none()))) {
            String json = record.render(RecordFormat.JSON);
            assertThat(schema.violations(json)).isEmpty();
            assertThat(RecordOfProcessing.read(json)).isEqualTo(record);
            assertThat(record.diff(json).isEmpty()).isTrue();
        }
        assertThat(schema.violations("{\"format\": \"rasura-record-of-processing\"}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{} {}",
                "{\"format\": \"rasura-data-map\", \"version\": 1}",
                "{\"format\": \"rasura-record-of-processing\", \"version\": 2}",
                "{\"format\": \"rasura-record-of-processing\", \"version\": 1, \"controller\": 3}"
            })
    void whatIsNoRecordIsRefused(String text) {
        assertThatThrownBy(() -> RecordOfProcessing.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record of processing");
    }

    @Test
    void noCellOfTheCsvCanBecomeAFormula() {
        RecordOfProcessing record = new RecordOfProcessing(
                RecordDetails.builder()
                        .system("=HYPERLINK(\"https://example.org\")")
                        .controller(new Party("+49 30 1", "@home", "-1"))
                        .measures("=1+1", "ok; =2+2")
                        .build(),
                List.of(new Activity(
                        "\t=cmd",
                        List.of(),
                        List.of("a", "@b"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("t"))),
                List.of());
        String csv = record.render(RecordFormat.CSV);
        var rows = CsvReader.builder().ofCsvRecord(csv).stream().toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getFields()).hasSameSizeAs(rows.get(1).getFields());
        assertThat(rows.get(1).getFields())
                .contains(
                        "'=cmd",
                        "a | '@b",
                        "'+49 30 1, @home, -1",
                        "'=1+1 | ok; '=2+2",
                        "'=HYPERLINK(\"https://example.org\")")
                .allSatisfy(cell -> assertThat(cell).doesNotStartWith("=").doesNotStartWith("\t"));
    }

    @Test
    void anEmptyMapStillSaysWhoAnswers() {
        RecordOfProcessing record = new RecordOfProcessing(COMPLETE, List.of(), List.of());
        assertThat(CsvReader.builder().ofCsvRecord(record.render(RecordFormat.CSV)).stream())
                .hasSize(2);
        assertThat(record.render(RecordFormat.MARKDOWN))
                .contains("No column of the database is classified as personal.");
    }

    @Test
    void aReviewSeesWhatWasAddedRemovedAndChanged() {
        RecordOfProcessing older = library(RecordDetails.none());
        RecordOfProcessing newer = library(DatabaseFamily.H2, COMPLETE, map -> {
            map.entity("Loan")
                    .processing(ProcessingTerms.of("Fees", LegalBasis.CONTRACT).withRecipients("City library", "Bank"));
            map.entity("Remark").processing(ProcessingTerms.of("Service", LegalBasis.CONSENT));
            map.entity("Reader").retention("readers", "registered", Period.ofYears(3), RowAction.ANONYMISE, "");
        });
        RecordDiff diff = newer.diff(older.render(RecordFormat.JSON));
        assertThat(diff.changes())
                .contains(
                        new Change(Kind.ADDED, "", Part.SYSTEM, "", "City library"),
                        new Change(Kind.CHANGED, "", Part.JOINT_CONTROLLER, "MISSING", "none"),
                        new Change(Kind.ADDED, "Fees", Part.RECIPIENT, "", "Bank"),
                        new Change(Kind.REMOVED, "Fees", Part.LEGAL_BASIS, "legal obligation (Art. 6(1)(c))", ""),
                        new Change(Kind.ADDED, "Fees", Part.LEGAL_BASIS, "", "contract (Art. 6(1)(b))"),
                        new Change(Kind.REMOVED, "Lending books", Part.TABLE, "Remark", ""),
                        new Change(
                                Kind.CHANGED,
                                "Reminders",
                                Part.TIME_LIMIT,
                                "Reader: MISSING",
                                "Reader: anonymised 3 years after Reader.registered (readers)"),
                        new Change(Kind.ADDED, "Service", Part.ACTIVITY, "", "Service"),
                        new Change(Kind.ADDED, "Service", Part.DATA, "", "free text"));
        assertThat(diff.missingBefore()).isEqualTo(9);
        assertThat(diff.missingAfter()).isZero();
        assertThat(diff.markdown())
                .startsWith(
                        "### Record of processing activities: " + diff.changes().size() + " changes\n")
                .contains("| added | recipient | Fees | | Bank |")
                .contains("| changed | joint controller | | **MISSING** | none |")
                .endsWith("Missing parts: 0, before 9.\n");
        assertThat(older.diff(newer).changes())
                .contains(new Change(Kind.REMOVED, "Service", Part.ACTIVITY, "Service", ""));
    }

    @Test
    void noChangeIsSaidInOneLine() {
        RecordOfProcessing record = library(COMPLETE);
        assertThat(record.diff(record).markdown())
                .isEqualTo("### Record of processing activities: no change\n\nMissing parts: 3, as before.\n");
    }

    @Test
    void aPartyAndATransferNeedANameAndARecordOneController() {
        assertThatThrownBy(() -> new Party(" ", "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Transfer("", "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordDetails.builder().measures(" ").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecordDetails(
                        "",
                        Stated.none(),
                        Stated.none(),
                        Stated.none(),
                        Stated.none(),
                        Stated.none(),
                        Stated.none(),
                        null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one controller");
        assertThatThrownBy(() -> new Stated<>(false, List.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }
}
