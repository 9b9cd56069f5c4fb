package dev.rasura.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Runs a {@code main} of the tests in a JVM of its own. */
public final class OwnJvm {

    private final List<String> command;

    private OwnJvm(List<String> command) {
        this.command = command;
    }

    /** How it exited, and all that it said. */
    public record Ended(int status, String output) {}

    /** With these options of {@code java}, on the class path of the tests. */
    public static OwnJvm with(String... options) {
        return on(System.getProperty("java.class.path"), options);
    }

    private static OwnJvm on(String classPath, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath));
        return new OwnJvm(command);
    }

    /**
     * JVMs that live for a second, many of them: what the first one loads it leaves for the others in an archive.
     *
     * @param folder where the archive goes, and the class path as jars, which an archive asks for
     */
    public static OwnJvm brief(Path folder) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Path path = Path.of(entry);
            classPath.add(
                    Files.isDirectory(path)
                            ? packed(path, folder.resolve(classPath.size() + ".jar"))
                                    .toString()
                            : entry);
        }
        Path archive = folder.resolve("classes.jsa");
        return on(
                String.join(java.io.File.pathSeparator, classPath),
                (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx256m");
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            entries.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    /** Runs the class to its end. */
    public Ended run(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        Process jvm = builder(main, arguments).start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(jvm.waitFor(), output);
    }

    /** Starts the class, which says what it says to a file. */
    public Process start(Class<?> main, List<String> arguments, Path output) throws IOException {
        return builder(main, arguments).redirectOutput(output.toFile()).start();
    }

    private ProcessBuilder builder(Class<?> main, List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.add(main.getName());
        all.addAll(arguments);
        return new ProcessBuilder(all).redirectErrorStream(true);
    }
}
