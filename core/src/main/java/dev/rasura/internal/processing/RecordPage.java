package dev.rasura.internal.processing;

import static dev.rasura.processing.RecordOfProcessing.MISSING;

import dev.rasura.internal.render.HtmlPage;
import dev.rasura.internal.render.MarkdownPage;
import dev.rasura.internal.render.Page;
import dev.rasura.processing.Activity;
import dev.rasura.processing.Activity.TableNote;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import java.util.List;

/** A record as a page, in the order of Art. 30(1). */
public final class RecordPage {

    private final RecordOfProcessing record;
    private final Page page;

    private RecordPage(RecordOfProcessing record, Page page) {
        this.record = record;
        this.page = page;
    }

    public static String markdown(RecordOfProcessing record) {
        return new RecordPage(record, new MarkdownPage()).write();
    }

    public static String html(RecordOfProcessing record) {
        return new RecordPage(record, new HtmlPage()).write();
    }

    private String write() {
        RecordDetails details = record.details();
        page.title(RecordWords.title(details));
        page.paragraph(RecordWords.COVERAGE);
        if (details.asOf() != null) {
            page.paragraph("As of " + details.asOf() + ".");
        }
        page.heading(2, "Who answers for it (Art. 30(1)(a))");
        page.facts(new Page.Facts()
                .add("Controller", RecordWords.parties(details.controller()))
                .add("Joint controllers", RecordWords.parties(details.jointControllers()))
                .add("Representative", RecordWords.parties(details.representative()))
                .add("Data protection officer", RecordWords.parties(details.dataProtectionOfficer())));
        page.heading(2, "Processing activities, by purpose (Art. 30(1)(b) to (d) and (f))");
        record.activities().forEach(this::activity);
        if (record.activities().isEmpty()) {
            page.paragraph("No column of the database is classified as personal.");
        }
        page.heading(2, "Transfers to third countries (Art. 30(1)(e))");
        page.facts(new Page.Facts().add("Transfers", RecordWords.transfers(details.transfers())));
        page.heading(2, "Technical and organisational measures (Art. 30(1)(g))");
        page.facts(new Page.Facts().add("Measures", RecordWords.measures(details.measures())));
        missing();
        return page.text();
    }

    private void activity(Activity activity) {
        page.heading(3, activity.purpose().equals(MISSING) ? "Purpose: " + MISSING : activity.purpose());
        page.facts(new Page.Facts()
                .add("Legal basis", RecordWords.legalBases(activity.legalBases()))
                .add("Categories of data subjects", activity.people())
                .add("Categories of personal data", RecordWords.data(activity.data()))
                .add("Source, if not the person", activity.sources())
                .add("Recipients", activity.recipients())
                .add("Time limits for erasure", described(activity.timeLimits()))
                .add("Kept in spite of an erasure", described(activity.retained()))
                .add("Tables", String.join(", ", activity.tables())));
    }

    static List<String> described(List<TableNote> notes) {
        return notes.stream().map(TableNote::describe).toList();
    }

    private void missing() {
        List<String> missing = record.missing();
        page.heading(2, "What is missing");
        page.paragraph(
                missing.isEmpty()
                        ? "Nothing of what Art. 30(1) asks for is missing for this database."
                        : missing.size() + (missing.size() == 1 ? " part is" : " parts are")
                                + " missing. A person must add:");
        page.facts(new Page.Facts().add(MISSING, missing));
    }
}
