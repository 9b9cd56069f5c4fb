package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Exports a person from a command line, so that a test can give it a small heap. */
final class SmallHeapExport {

    private SmallHeapExport() {}

    /** Exports person 7001 in a JVM of its own and returns what it says. */
    static String of(TestDatabase database) throws IOException, InterruptedException {
        OwnJvm.Ended ended = OwnJvm.with("-Xmx64m")
                .run(
                        SmallHeapExport.class,
                        List.of(database.family().name(), database.url(), database.user(), database.password()));
        String output = ended.output();
        assertThat(ended.status()).as(output).isZero();
        // The serial collector does not count the part that is always empty.
        assertThat(output).containsPattern("heap of 6[0-4] MB");
        return output;
    }

    public static void main(String[] arguments) {
        TestDatabase database = new TestDatabase(
                DatabaseFamily.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3], () -> {});
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
