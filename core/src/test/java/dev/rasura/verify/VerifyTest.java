package dev.rasura.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTest {

    /** The example of golang.org/x/mod/sumdb/note. */
    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dir                                          | Name the verifier key with --key
                    --key k                                      | --key is neither a file nor a verifier key
                    dir --kee k                                  | Unknown option --kee
                    dir --key                                    | --key needs a value
                    one two                                      | There are two directories
                    dir --key KEY --proof p                      | Name one of
                    --key KEY                                    | Name one of
                    --consistency c --key KEY                    | --consistency needs one --since
                    no/such/folder --key KEY                     | no/such/folder is no exported audit trail
                    --proof no/such/file --key KEY               | no/such/file cannot be read
                    """)
    void whatCannotBeJudgedIsOneLineAndStatusTwo(String arguments, String message) {
        Offline said = Offline.run(arguments.replace("KEY", KEY).split(" +"));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).startsWith("verify: " + message).hasLineCount(1);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void helpIsPrinted() {
        assertThat(Offline.run("--help").out()).startsWith("Usage: java -jar rasura-core.jar DIR --key KEY");
        assertThat(Offline.run("--help").status()).isZero();
    }

    /** Nothing but a JDK: the class path is the folder of this library's own classes. */
    @Test
    void itRunsWithoutAnyOtherJar() throws Exception {
        String classes = Path.of(Verify.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Files.writeString(folder.resolve("checkpoint"), "nothing");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Verify.class.getName(),
                        folder.toString(),
                        "--key",
                        KEY)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("NOT VERIFIED: 1 finding");
    }

    @Test
    void jsonIsReadStrictly() {
        assertThat(json("{\"a\":[1,{\"b\":null}],\"c\":\"\\u00e4\\n\"} "))
                .isEqualTo(Map.of(
                        "a",
                        List.of("1", new java.util.HashMap<>(java.util.Collections.singletonMap("b", null))),
                        "c",
                        "\u00e4\n"));
        for (String wrong : List.of(
                "",
                "[]",
                "{",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":\"\n\"}",
                "{\"a\":1,}",
                "{\"a\":\"\\x\"}",
                "[".repeat(5_000))) {
            assertThat(json(wrong)).as(wrong).isNull();
        }
    }

    private static Map<?, ?> json(String text) {
        return JsonText.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
