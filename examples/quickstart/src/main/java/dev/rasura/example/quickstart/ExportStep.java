package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.ExportManifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes everything that is held about the person to a file. */
final class ExportStep {

    private final Console console;
    private final Path folder;

    ExportStep(Console console, Path folder) {
        this.console = console;
        this.folder = folder;
    }

    Report.Export run(Rasura rasura, SubjectRef subject) throws IOException {
        console.step(2, "Export: everything that is held about one person");
        Path file = folder.resolve("user_data_" + subject.id() + ".zip");
        ExportManifest manifest = console.doing("Exporting", () -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                return rasura.export().write(subject, ExportFormat.ZIP, out);
            }
        });
        Table parts = new Table("part", "rows", "bytes", "SHA-256");
        manifest.parts().forEach(p -> parts.row(p.name(), p.rows(), p.bytes(), p.sha256()));
        console.table(parts);
        console.fact("written to", file);
        console.fact("rows", manifest.rows());
        manifest.withheld().forEach(w -> console.line("left out: " + w.table() + "." + w.column() + ": " + w.reason()));
        if (!manifest.complete()) {
            console.warning("incomplete: nobody classified " + String.join(", ", manifest.unclassified()));
        }
        return new Report.Export(file.toString(), Files.size(file), manifest.rows());
    }
}
