package dev.rasura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.KeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeygenTest {

    @TempDir
    Path folder;

    private Path file;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void name() {
        file = folder.resolve("rasura-keys.properties");
    }

    private int run(String... args) {
        return Keygen.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void whatItWritesIsReadAndHasTheVerifierKeyThatItPrinted() throws IOException {
        assertThat(run(file.toString(), "example.com/audit")).isZero();

        KeyFile keys = KeyFile.read(file);
        assertThat(keys.origin()).isEqualTo("example.com/audit");
        assertThat(keys.secret().getEncoded()).hasSize(32);
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .startsWith("example.com/audit+")
                .isEqualTo(new KeyRing(keys).signer().verifier().verifierKey());
        assertThat(err.size()).isZero();
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(keys.toString()).doesNotContain("secret=");
    }

    @Test
    void anExistingFileIsLeftAloneWithOneLineAndStatusTwo() throws IOException {
        Files.writeString(file, "precious");
        assertThat(run(file.toString(), "example.com/audit")).isEqualTo(2);
        assertThat(file).hasContent("precious");
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("exists already")
                .hasLineCount(1);
    }

    @Test
    void rotatingKeepsTheSecretAndReplacesTheSigningKeyBesideTheOldOne() throws IOException {
        Keygen.generate(file, "example.com/audit");
        Path next = folder.resolve("next");
        assertThat(run("--rotate", file.toString(), next.toString())).isZero();

        KeyFile old = KeyFile.read(file);
        KeyFile keys = KeyFile.read(next);
        assertThat(keys.secret().getEncoded()).isEqualTo(old.secret().getEncoded());
        assertThat(keys.secretId()).isEqualTo(old.secretId());
        assertThat(keys.origin()).isEqualTo(old.origin());
        assertThat(keys.signingKey().getPublic()).isNotEqualTo(old.signingKey().getPublic());
        assertThat(keys.retiringSigningKey().orElseThrow().getPublic())
                .isEqualTo(old.signingKey().getPublic());
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo(new KeyRing(keys).signer().verifier().verifierKey());
        String note = new KeyRing(keys).signer().sign("text\n");
        assertThat(new KeyRing(old).signer().verifier().open(note)).contains("text\n");

        assertThat(run("--rotate", next.toString(), folder.resolve("third").toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("being replaced already");
        String text = Files.readString(next);
        assertRefused(text.replaceAll("(?m)^retiring-public-key=.*\n", ""), "no entry 'retiring-public-key'");
        assertRefused(
                text.replaceAll("(?m)^retiring-public-key=.*$", "retiring-" + line(text, "public-key"))
                        .replaceAll("(?m)^retiring-signing-key=.*$", "retiring-" + line(text, "signing-key")),
                "the same key");
    }

    @Test
    void wrongArgumentsWriteNothingAndSayWhatIsRight() {
        assertThat(run()).isEqualTo(2);
        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(run(file.toString(), "with space")).isEqualTo(2);
        assertThat(run(folder.resolve("missing").resolve("file").toString(), "a"))
                .isEqualTo(2);
        assertThat(file).doesNotExist();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Usage:", "spaces", "folder is missing")
                .hasLineCount(4);
    }

    @Test
    void aFileThatIsMissingOrDamagedIsRefusedWithoutQuotingASecret() throws IOException {
        assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("dev.rasura.Keygen " + file);
        Keygen.generate(file, "example.com/audit");
        Path other = folder.resolve("other");
        Keygen.generate(other, "example.com/audit");
        String text = Files.readString(file);
        String otherText = Files.readString(other);

        assertRefused(text.replaceAll("(?m)^secret=.*$", "secret=c2hvcnQ="), "5 bytes");
        assertRefused(text.replaceAll("(?m)^secret=.*$", "secret=%%%"), "not base64");
        assertRefused(text.replaceAll("(?m)^secret=.*\n", ""), "no entry 'secret'");
        assertRefused(text.replaceAll("(?m)^signing-key=.*$", "signing-key=c2hvcnQ="), "no Ed25519 key");
        assertRefused(text.replaceAll("(?m)^public-key=.*$", line(otherText, "public-key")), "not a pair");
        assertRefused(text.replaceAll("(?m)^origin=.*$", "origin=a b"), "spaces");
        assertRefused(text.replace("version=1", "version=2"), "version '2'");
        assertRefused("\\u00zz", "properties file");
    }

    private static String line(String text, String entry) {
        return text.lines()
                .filter(each -> each.startsWith(entry + "="))
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(String text, String why) throws IOException {
        Path damaged = folder.resolve("damaged");
        Files.writeString(damaged, text);
        assertThatThrownBy(() -> KeyFile.read(damaged))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(damaged.toString())
                .satisfies(thrown -> {
                    if (text.contains("secret=")) {
                        assertThat(thrown.getMessage())
                                .doesNotContain(line(text, "secret").substring(7));
                    }
                });
    }
}
