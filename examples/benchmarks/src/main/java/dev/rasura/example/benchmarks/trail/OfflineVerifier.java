package dev.rasura.example.benchmarks.trail;

import dev.rasura.verify.Verify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The verifier in a JVM of its own, as an auditor starts it. */
final class OfflineVerifier {

    private OfflineVerifier() {}

    static void run(Path tiles, String key) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of(Verify.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        int exit = new ProcessBuilder(java, "-cp", classes, Verify.class.getName(), tiles.toString(), "--key", key)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("The offline verifier ended with " + exit + ".");
        }
    }

    /** Deletes what was exported, and the folder. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
