package dev.rasura.example.quickstart;

import dev.rasura.datamap.MapFormat;
import dev.rasura.processing.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param jdbcUrl null for an embedded H2
 * @param subject null for the data set's own choice
 * @param report null for none
 * @param dataMap null for none
 * @param record null for none
 * @param tiles where the sealed trail goes, or null for nowhere
 */
record Options(
        Source source,
        @Nullable Path folder,
        @Nullable String jdbcUrl,
        @Nullable String user,
        @Nullable String password,
        String schema,
        @Nullable String subject,
        @Nullable Path report,
        @Nullable Document dataMap,
        @Nullable Document record,
        @Nullable Path tiles,
        boolean help) {

    static final String DEFAULT_SCHEMA = "rasura_quickstart";

    static final String USAGE = """
            Usage: java -jar quickstart.jar [options]

              --sakila DIR      run on the Sakila data set in DIR
              --chinook DIR     run on the Chinook data set in DIR
                                (default: a generated recruitment platform)
              --jdbc-url URL    run on this PostgreSQL or H2 database (default: an embedded H2)
              --user NAME       its user
              --password WORD   and the user's password
              --schema NAME     the schema to create or recreate there (default: rasura_quickstart)
              --subject ID      the person to export and erase
              --report FILE     write a summary as JSON
              --data-map FILE   write the data map: .txt, .md, .html or .json
              --record FILE     write the record of processing: .md, .html, .csv or .json
              --tiles DIR       write the sealed audit trail (C2SP tlog-tiles), its verifier key in DIR/vkey
              --help            print this
            """;

    private static final List<String> FLAGS = List.of(
            "--sakila",
            "--chinook",
            "--jdbc-url",
            "--user",
            "--password",
            "--schema",
            "--subject",
            "--report",
            "--data-map",
            "--record",
            "--tiles");

    private static final List<String> ONLY_WITH_JDBC_URL = List.of("--user", "--password", "--schema");

    /** Lower case and at most 63 characters, so that it is the same name on both databases, quoted or not. */
    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    enum Source {
        GENERATED,
        SAKILA,
        CHINOOK
    }

    /** @throws RefusedException if something is unknown, missing, given twice, or does not fit together */
    static Options parse(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            return new Options(
                    Source.GENERATED, null, null, null, null, DEFAULT_SCHEMA, null, null, null, null, null, true);
        }
        Map<String, String> values = values(arguments);
        if (values.containsKey("--sakila") && values.containsKey("--chinook")) {
            throw new RefusedException("--sakila and --chinook exclude each other.");
        }
        for (String flag : ONLY_WITH_JDBC_URL) {
            if (values.containsKey(flag) && !values.containsKey("--jdbc-url")) {
                throw new RefusedException(flag + " needs --jdbc-url.");
            }
        }
        Source source = values.containsKey("--sakila")
                ? Source.SAKILA
                : values.containsKey("--chinook") ? Source.CHINOOK : Source.GENERATED;
        Path folder = path(values, source == Source.SAKILA ? "--sakila" : "--chinook");
        return new Options(
                source,
                folder,
                values.get("--jdbc-url"),
                values.get("--user"),
                values.get("--password"),
                schema(values.getOrDefault("--schema", DEFAULT_SCHEMA)),
                values.get("--subject"),
                writable("--report", path(values, "--report")),
                document(values, "--data-map", MapFormat.class),
                document(values, "--record", RecordFormat.class),
                empty("--tiles", path(values, "--tiles")),
                false);
    }

    private static Map<String, String> values(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String flag = arguments[i];
            if (!FLAGS.contains(flag)) {
                throw new RefusedException("Unknown option " + flag + "; --help lists those there are.");
            }
            if (i + 1 == arguments.length || FLAGS.contains(arguments[i + 1])) {
                throw new RefusedException(flag + " needs a value.");
            }
            if (arguments[i + 1].isBlank() && !flag.equals("--password")) {
                throw new RefusedException("The value of " + flag + " is blank.");
            }
            if (values.put(flag, arguments[i + 1]) != null) {
                throw new RefusedException(flag + " is given twice.");
            }
        }
        return values;
    }

    private static @Nullable Path path(Map<String, String> values, String flag) {
        String value = values.get(flag);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException e) {
            throw new RefusedException("The value of " + flag + " is not a path: " + value + ".");
        }
    }

    private static String schema(String name) {
        if (!SCHEMA_NAME.matcher(name).matches()) {
            throw new RefusedException(
                    "--schema " + name + " is not a name of lower-case letters, digits and underscores (at most 63).");
        }
        return name;
    }

    private static @Nullable Document document(
            Map<String, String> values, String flag, Class<? extends Enum<?>> formats) {
        Path file = writable(flag, path(values, flag));
        return file == null ? null : Document.of(flag, file, formats);
    }

    private static @Nullable Path writable(String flag, @Nullable Path file) {
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
                throw new RefusedException(flag + " " + file + " cannot be written.");
            }
        }
        return file;
    }

    /** Each run has keys of its own, so what is there already is another log, or no log at all. */
    private static @Nullable Path empty(String flag, @Nullable Path folder) {
        if (folder == null) {
            return null;
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new RefusedException(flag + " " + folder + " is not a directory.");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new RefusedException(flag + " " + folder
                            + " is not empty. Each run seals a log of its own: name a new or empty directory.");
                }
            } catch (IOException e) {
                throw new RefusedException(flag + " " + folder + " cannot be read.");
            }
        }
        Path parent = folder.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new RefusedException(flag + " " + folder + " cannot be written.");
        }
        return folder;
    }
}
