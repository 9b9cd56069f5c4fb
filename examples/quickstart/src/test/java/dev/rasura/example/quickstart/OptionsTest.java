package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.example.quickstart.Options.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void withoutFlagsTheGeneratedPlatformOnAnEmbeddedDatabase() {
        assertThat(Options.parse())
                .isEqualTo(new Options(
                        Source.GENERATED,
                        null,
                        null,
                        null,
                        null,
                        "rasura_quickstart",
                        null,
                        null,
                        null,
                        null,
                        null,
                        false));
    }

    @Test
    void everyFlagIsUnderstood(@TempDir Path folder) {
        Path report = folder.resolve("report.json");

        Options options = Options.parse(
                "--sakila", "data/sakila",
                "--jdbc-url", "jdbc:postgresql://localhost/x",
                "--user", "me",
                "--password", "secret",
                "--schema", "mine",
                "--subject", "7",
                "--report", report.toString(),
                "--data-map", folder.resolve("map.md").toString(),
                "--record", folder.resolve("record.CSV").toString(),
                "--tiles", folder.resolve("new/tiles").toString());

        assertThat(options)
                .isEqualTo(new Options(
                        Source.SAKILA,
                        Path.of("data/sakila"),
                        "jdbc:postgresql://localhost/x",
                        "me",
                        "secret",
                        "mine",
                        "7",
                        report,
                        new Document(folder.resolve("map.md"), "MARKDOWN"),
                        new Document(folder.resolve("record.CSV"), "CSV"),
                        folder.resolve("new/tiles"),
                        false));
    }

    @Test
    void chinookIsTheOtherDataSet() {
        Options options = Options.parse("--chinook", "data/chinook");

        assertThat(options.source()).isEqualTo(Source.CHINOOK);
        assertThat(options.folder()).isEqualTo(Path.of("data/chinook"));
    }

    @Test
    void helpIsGivenWhateverElseIsAsked() {
        assertThat(Options.parse("--nonsense", "--help").help()).isTrue();
    }

    @Test
    void aPasswordMayBeEmpty() {
        assertThat(Options.parse("--jdbc-url", "jdbc:h2:mem:x", "--password", "")
                        .password())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --tilez x                     | Unknown option --tilez
                    sakila                        | Unknown option sakila
                    --sakila                      | --sakila needs a value
                    --sakila --chinook c          | --sakila needs a value
                    --sakila s --chinook c        | --sakila and --chinook exclude each other
                    --subject 1 --subject 2       | --subject is given twice
                    --user me                     | --user needs --jdbc-url
                    --password word               | --password needs --jdbc-url
                    --schema mine                 | --schema needs --jdbc-url
                    --jdbc-url u --schema Mine    | --schema Mine is not a name
                    --jdbc-url u --schema a;b     | --schema a;b is not a name
                    --report no/such/folder/r     | --report no/such/folder/r cannot be written
                    --data-map no/such/folder/m   | --data-map no/such/folder/m cannot be written
                    --data-map map.csv            | --data-map map.csv must end with one of .txt, .md, .html, .json
                    --record record               | --record record must end with one of .md, .html, .csv, .json
                    --tiles src                   | --tiles src is not empty. Each run seals a log of its own
                    --tiles pom.xml               | --tiles pom.xml is not a directory
                    --tiles pom.xml/x             | --tiles pom.xml/x cannot be written
                    """)
    void whatIsWrongIsSaid(String arguments, String message) {
        assertThatThrownBy(() -> Options.parse(arguments.split(" ")))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(message);
    }
}
