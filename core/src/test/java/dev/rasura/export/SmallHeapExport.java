package dev.rasura.export;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import java.io.OutputStream;
import java.util.Map;

/** Exports a person from a command line, so that a test can give it a small heap. */
final class SmallHeapExport {

    private SmallHeapExport() {}

    public static void main(String[] arguments) {
        TestDatabase database =
                new TestDatabase(DatabaseFamily.POSTGRESQL, arguments[0], "postgres", "postgres", () -> {});
        try (var factory = database.sessionFactory(Map.of("hibernate.hbm2ddl.auto", "none"), People.ENTITIES);
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("test.example/audit"))
                        .build()) {
            for (ExportFormat format : ExportFormat.values()) {
                ExportManifest manifest =
                        rasura.export().write(SubjectRef.of("Person", 7001), format, OutputStream.nullOutputStream());
                System.out.println(format + ": " + manifest.rows() + " rows, "
                        + manifest.parts().size() + " parts, " + manifest.bytes() + " bytes, heap of "
                        + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB");
            }
        }
    }
}
