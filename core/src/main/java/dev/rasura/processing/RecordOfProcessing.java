package dev.rasura.processing;

import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Finding;
import dev.rasura.internal.processing.Activities;
import dev.rasura.internal.processing.Differences;
import dev.rasura.internal.processing.MissingParts;
import dev.rasura.internal.processing.RecordCsv;
import dev.rasura.internal.processing.RecordJson;
import dev.rasura.internal.processing.RecordPage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The part of the record of processing activities (GDPR Art. 30(1)) that one application's database can tell: one activity
 * for each purpose that the data map names. Immutable. It covers that database only, and says so; what is kept in other
 * systems and on paper a person adds.
 *
 * @param activities by purpose
 * @param unclassified columns, as {@code table.column}, that nobody classified, and tables that nobody mapped though their
 *     rows can belong to a person: they stand in no activity
 */
public record RecordOfProcessing(RecordDetails details, List<Activity> activities, List<String> unclassified) {

    /** Stands where a person must write. */
    public static final String MISSING = "MISSING";

    public RecordOfProcessing {
        Objects.requireNonNull(details, "details");
        activities = List.copyOf(activities);
        unclassified = List.copyOf(unclassified);
    }

    /** What the map says, with what only the controller knows. */
    public static RecordOfProcessing of(DataMap map, RecordDetails details) {
        List<String> unclassified = Stream.concat(
                        map.unclassified().stream(),
                        map.findings().stream()
                                .filter(f -> f.kind() == Finding.Kind.UNMAPPED_TABLE)
                                .map(Finding::place))
                .distinct()
                .toList();
        return new RecordOfProcessing(details, Activities.of(map), unclassified);
    }

    /**
     * Reads a record that {@link RecordFormat#JSON} wrote.
     *
     * @throws IllegalArgumentException if the text is no such record, or of a version that this one does not know
     */
    public static RecordOfProcessing read(String json) {
        return RecordJson.read(json);
    }

    /** What a person must add, a line each; empty if nothing of what the law asks for is missing here. */
    public List<String> missing() {
        return MissingParts.of(this);
    }

    /**
     * The record in a form to read, to print or to compare. The same record gives the same bytes on every machine, in every
     * locale and zone; it holds no date but {@link RecordDetails#asOf()}.
     */
    public String render(RecordFormat format) {
        return switch (format) {
            case MARKDOWN -> RecordPage.markdown(this);
            case HTML -> RecordPage.html(this);
            case CSV -> RecordCsv.write(this);
            case JSON -> RecordJson.write(this);
        };
    }

    /**
     * Appends {@link #render} to a file, a stream or a response, which stays the caller's to close.
     *
     * @throws IOException if it does not take it
     */
    public void writeTo(Appendable out, RecordFormat format) throws IOException {
        out.append(render(format));
    }

    /** What has changed since an older record. */
    public RecordDiff diff(RecordOfProcessing older) {
        return Differences.between(older, this);
    }

    /**
     * What has changed since an older record, as a review of a pull request wants to know it.
     *
     * @param olderJson as {@link RecordFormat#JSON} wrote it
     * @throws IllegalArgumentException if the text is no such record
     */
    public RecordDiff diff(String olderJson) {
        return diff(read(olderJson));
    }
}
