package dev.rasura.internal.processing;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.rasura.internal.render.Page;
import dev.rasura.processing.Activity;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A record as CSV (RFC 4180): a row for each purpose, on which the particulars of the whole record are repeated, so that
 * each row stands for itself. Without an activity there is one row with the particulars alone.
 */
public final class RecordCsv {

    private static final String SEPARATOR = " | ";

    /**
     * Spreadsheets take a cell that begins like this for a formula, which could send the row away (CWE-1236); one that
     * splits at other characters than the comma would see more beginnings.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;|\\t])(\\s*)([=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])", Pattern.MULTILINE);

    private static final List<String> HEADER = List.of(
            "purpose",
            "legal basis",
            "categories of data subjects",
            "categories of personal data",
            "source, if not the person",
            "recipients",
            "time limits for erasure",
            "kept in spite of an erasure",
            "tables",
            "controller",
            "joint controllers",
            "representative",
            "data protection officer",
            "transfers to third countries",
            "technical and organisational measures",
            "system",
            "as of",
            "covers");

    private RecordCsv() {}

    public static String write(RecordOfProcessing record) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(HEADER);
            for (Activity activity : record.activities()) {
                csv.writeRecord(row(cells(activity), record.details()));
            }
            if (record.activities().isEmpty()) {
                csv.writeRecord(row(List.of("", "", "", "", "", "", "", "", ""), record.details()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> cells(Activity activity) {
        return List.of(
                activity.purpose(),
                joined(RecordWords.legalBases(activity.legalBases())),
                joined(activity.people()),
                joined(RecordWords.data(activity.data())),
                joined(activity.sources()),
                joined(activity.recipients()),
                joined(RecordPage.described(activity.timeLimits())),
                joined(RecordPage.described(activity.retained())),
                joined(activity.tables()));
    }

    private static List<String> row(List<String> activity, RecordDetails details) {
        List<String> row = new ArrayList<>(activity);
        row.add(joined(RecordWords.parties(details.controller())));
        row.add(joined(RecordWords.parties(details.jointControllers())));
        row.add(joined(RecordWords.parties(details.representative())));
        row.add(joined(RecordWords.parties(details.dataProtectionOfficer())));
        row.add(joined(RecordWords.transfers(details.transfers())));
        row.add(joined(RecordWords.measures(details.measures())));
        row.add(details.system());
        row.add(details.asOf() == null ? "" : details.asOf().toString());
        row.add(RecordWords.COVERAGE);
        return row.stream().map(RecordCsv::guarded).toList();
    }

    private static String joined(List<String> texts) {
        return String.join(SEPARATOR, texts);
    }

    private static String guarded(String text) {
        return FORMULA.matcher(Page.printable(text)).replaceAll("$1$2'$3");
    }
}
