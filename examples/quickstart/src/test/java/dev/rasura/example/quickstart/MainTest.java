package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.example.data.RealData;
import dev.rasura.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpIsPrinted() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).startsWith("Usage: java -jar quickstart.jar");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aWrongFlagIsOneLine() throws Exception {
        assertRefused("quickstart: Unknown option --sakilla; --help lists those there are.", "--sakilla", "x");
    }

    @Test
    void aMissingFolderIsOneLine(@TempDir Path folder) throws Exception {
        assertRefused("quickstart: There is no folder " + folder.resolve("no") + ".", "--chinook", folder + "/no");
    }

    @Test
    void anIncompleteFolderIsOneLine(@TempDir Path folder) throws Exception {
        assertRefused(
                "quickstart: The folder " + folder
                        + " is not a complete data set: schema-h2.sql is missing or cannot be read.",
                "--sakila",
                folder.toString());
    }

    @Test
    void anUnreachableDatabaseIsOneLineWithoutThePassword() throws Exception {
        int status = run("--jdbc-url", "jdbc:postgresql://localhost:1/x?password=hush", "--user", "me");

        assertThat(status).isEqualTo(2);
        assertThat(text(err))
                .startsWith("quickstart: The database jdbc:postgresql://localhost:1/x cannot be reached: ");
        assertThat(text(err)).doesNotContain("hush").hasLineCount(1);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void anotherKindOfDatabaseIsOneLine() throws Exception {
        assertRefused(
                "quickstart: --jdbc-url must start with jdbc:postgresql: or jdbc:h2:.",
                "--jdbc-url",
                "jdbc:mysql://localhost/x");
    }

    @Test
    void aSubjectWhoDoesNotExistIsOneLineAndNothingIsCreated() throws Exception {
        String url = Databases.POSTGRESQL.url();

        assertRefused(
                "quickstart: There is no person 2001 on the platform: recruiters are 1 to 125, candidates 126 to 2000.",
                "--jdbc-url",
                url,
                "--schema",
                "untouched",
                "--subject",
                "2001");
        try (Connection connection = new Target(url, null, null, "untouched").connect()) {
            assertThat(TargetSchema.tables(connection, "untouched")).isEmpty();
        }
    }

    @Test
    void customersWhoDoNotExistAreFoundOutBeforeLoading() throws Exception {
        String sakila = RealData.folder("sakila").toString();
        String chinook = RealData.folder("chinook").toString();

        assertRefused("quickstart: There is no customer 600 in Sakila.", "--sakila", sakila, "--subject", "600");
        assertRefused("quickstart: There is no customer 01 in Chinook.", "--chinook", chinook, "--subject", "01");
    }

    @Test
    void theDataMapAndTheRecordAreWrittenInTheFormatOfTheirName(@TempDir Path folder) throws Exception {
        Path map = folder.resolve("map.html");
        Path record = folder.resolve("record.json");

        assertThat(run("--data-map", map.toString(), "--record", record.toString()))
                .isZero();

        assertThat(map).content().startsWith("<!DOCTYPE html>").contains("candidate");
        assertThat(record).content().contains("rasura-record-of-processing", "\"purpose\": \"Recruitment\"");
        assertThat(text(out)).contains("Data map\n", "a person must add");
    }

    @Test
    void theSealedTrailIsWrittenAsTilesThatVerifyOffline(@TempDir Path folder) throws Exception {
        Path tiles = folder.resolve("tiles");

        assertThat(run("--tiles", tiles.toString())).isZero();

        String key = Files.readString(tiles.resolve("vkey")).strip();
        assertThat(key).startsWith("quickstart.example/audit+");
        assertThat(text(out)).contains("verifier key").contains(key, "java -jar rasura-core.jar " + tiles);
        assertThat(offline(tiles, key)).isZero();
        Path entries;
        try (Stream<Path> files = Files.walk(tiles.resolve("tile/entries"))) {
            entries = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(entries);
        bytes[10] ^= 1;
        Files.write(entries, bytes);
        assertThat(offline(tiles, key)).isEqualTo(1);
        out.reset();
        assertRefused(
                "quickstart: --tiles " + tiles
                        + " is not empty. Each run seals a log of its own: name a new or empty directory.",
                "--tiles",
                tiles.toString());
    }

    /** In a JVM of its own, with nothing but the core's classes. */
    private static int offline(Path tiles, String key) throws Exception {
        Path core = Path.of(
                Verify.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        core.toString(),
                        Verify.class.getName(),
                        tiles.toString(),
                        "--key",
                        key)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void theGeneratedPlatformRunsWithoutFlags() throws Exception {
        assertThat(run()).isZero();
        assertThat(text(err)).isEmpty();
        assertThat(text(out)).startsWith("Rasura on recruitment, H2 2.4.240").doesNotContain("\u001b");
    }

    @Test
    void onADatabaseOfOnesOwnTheTablesStayAndASecondRunStartsAfresh() throws Exception {
        String url = Databases.POSTGRESQL.url();

        assertThat(run("--jdbc-url", url, "--schema", "stays")).isZero();
        assertThat(run("--jdbc-url", url, "--schema", "stays")).isZero();

        assertThat(text(err)).isEmpty();
        try (Connection connection = new Target(url, null, null, "stays").connect()) {
            assertThat(TargetSchema.tables(connection, "stays")).contains("users", "candidate", "document");
        }
    }

    private void assertRefused(String line, String... arguments) throws Exception {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(text(err).lines()).containsExactly(line);
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) throws Exception {
        return Main.run(Terminal.plain(printer(out)), printer(err), arguments);
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
