package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.MapFormat;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordFormat;
import dev.rasura.processing.RecordOfProcessing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what is personal, whose, and what will happen to it; writes the map and the record of processing to files. */
final class DataMapStep {

    private static final RecordDetails DETAILS = RecordDetails.builder()
            .system("Quickstart")
            .controller(new Party("Example Ltd", "1 Example Street", "privacy@quickstart.example"))
            .build();

    private final Console console;
    private final Options options;

    DataMapStep(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    Report.DataMap run(Rasura rasura) throws IOException {
        console.step(1, "The data map: what is personal, whose, and what an erasure does with it");
        DataMap map = rasura.dataMap();
        console.text(map.render(MapFormat.TEXT));
        console.line("");
        List<String> unclassified = map.unclassified();
        if (unclassified.isEmpty()) {
            console.good("Every column within reach of a person is classified.");
        } else {
            console.warning(
                    unclassified.size() + " columns that nobody classified: " + String.join(", ", unclassified));
        }
        RecordOfProcessing record = rasura.recordOfProcessing(DETAILS);
        console.fact(
                "Art. 30 record",
                record.activities().size() + " purposes; a person must add "
                        + record.missing().size() + " parts");
        write(options.dataMap(), file -> map.render(file.as(MapFormat.class)));
        write(options.record(), file -> record.render(file.as(RecordFormat.class)));
        long all = map.tables().stream().mapToLong(t -> t.columns().size()).sum();
        return new Report.DataMap(map.tables().size(), all, unclassified.size());
    }

    private void write(@Nullable Document file, Rendering rendering) throws IOException {
        if (file != null) {
            Files.writeString(file.path(), rendering.in(file));
            console.fact("written", file.path());
        }
    }

    /** What a document holds. */
    private interface Rendering {
        String in(Document file);
    }
}
