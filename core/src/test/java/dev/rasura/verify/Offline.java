package dev.rasura.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the offline verifier said. */
public record Offline(int status, String out, String err) {

    public static Offline verify(Path directory, String key, String... more) {
        List<String> arguments = new ArrayList<>(List.of(directory.toString(), "--key", key));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    public static Offline run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Verify.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Offline(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
