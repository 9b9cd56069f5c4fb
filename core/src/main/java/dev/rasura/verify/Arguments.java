package dev.rasura.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory the exported log, or null
 * @param proof a file with a proof of inclusion, or null
 * @param consistency a file with a proof of consistency, or null
 * @param keys the keys that may have signed
 * @param since earlier checkpoints that are to be continued
 */
record Arguments(
        @Nullable Path directory,
        @Nullable Path proof,
        @Nullable Path consistency,
        List<TrustedKey> keys,
        List<Path> since) {

    static final String USAGE = """
            Usage: java -jar rasura-core.jar DIR --key KEY [--since CHECKPOINT]...
                   java -jar rasura-core.jar --proof FILE --key KEY
                   java -jar rasura-core.jar --consistency FILE --since CHECKPOINT --key KEY

              DIR                 an exported audit trail (C2SP tlog-tiles)
              --key KEY           the verifier key, or a file that holds it; several while keys are rotated.
                                  Take it from someone you trust, not from DIR
              --since CHECKPOINT  a file with an earlier signed checkpoint that the log must continue
              --proof FILE        a proof of inclusion of one event (C2SP tlog-proof)
              --consistency FILE  a proof that the log continues the earlier checkpoint

            Exit status: 0 verified; 1 not verified, with a line for each finding; 2 nothing was judged.
            """;

    static Arguments parse(String... arguments) throws UnreadableException {
        Path directory = null;
        Path proof = null;
        Path consistency = null;
        List<TrustedKey> keys = new ArrayList<>();
        List<Path> since = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                if (directory != null) {
                    throw new UnreadableException("There are two directories: " + directory + " and " + argument + ".");
                }
                directory = path(argument);
                continue;
            }
            if (!List.of("--key", "--since", "--proof", "--consistency").contains(argument)) {
                throw new UnreadableException("Unknown option " + argument + "; --help lists those there are.");
            }
            if (++i == arguments.length) {
                throw new UnreadableException(argument + " needs a value.");
            }
            switch (argument) {
                case "--key" -> keys.add(key(arguments[i]));
                case "--since" -> since.add(path(arguments[i]));
                case "--proof" -> proof = path(arguments[i]);
                default -> consistency = path(arguments[i]);
            }
        }
        if ((directory == null ? 0 : 1) + (proof == null ? 0 : 1) + (consistency == null ? 0 : 1) != 1) {
            throw new UnreadableException("Name one of: a directory, --proof, --consistency. --help says more.");
        }
        if (keys.isEmpty()) {
            throw new UnreadableException(
                    "Name the verifier key with --key. Take it from someone you trust: a key from the"
                            + " directory itself proves only that the directory agrees with itself.");
        }
        if (consistency != null && since.size() != 1) {
            throw new UnreadableException("--consistency needs one --since: the earlier checkpoint.");
        }
        return new Arguments(directory, proof, consistency, keys, since);
    }

    private static TrustedKey key(String value) throws UnreadableException {
        try {
            if (Files.isRegularFile(Path.of(value))) {
                return TrustedKey.parse(text(Path.of(value)));
            }
        } catch (InvalidPathException e) {
            // then it is the key itself
        }
        return TrustedKey.parse(value);
    }

    private static Path path(String value) throws UnreadableException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UnreadableException("'" + value + "' is not a file name on this system.");
        }
    }

    /** The text of a small file. */
    static String text(Path file) throws UnreadableException {
        try {
            if (Files.size(file) > 1024 * 1024) {
                throw new UnreadableException(file + " is too large to be what it is to be.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableException(file + " cannot be read.");
        }
    }
}
