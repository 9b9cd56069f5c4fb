package dev.rasura.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorTest {

    @TempDir
    Path folder;

    private final NoteSigner signer =
            NoteSigner.of("example.com/audit", KeyFile.ephemeral("a").signingKey());
    private Path file;
    private FileAnchor anchor;

    @BeforeEach
    void open() {
        file = folder.resolve("anchor");
        anchor = new FileAnchor(file);
    }

    @Test
    void theNewestNoteIsReadBackAndOlderOnesStay() throws IOException {
        assertThat(anchor.latest()).isEmpty();
        String first = signer.sign("a\n1\nx\n");
        String second = signer.sign("a\n2\nx\n");
        anchor.anchor(first);
        assertThat(anchor.latest()).contains(first);
        anchor.anchor(second);
        assertThat(new FileAnchor(file).latest()).contains(second);
        assertThat(Files.readString(file)).isEqualTo("----\n" + first + "----\n" + second);
    }

    @Test
    void aNoteThatACrashCutShortIsPassedOverAndWrittenPast() throws IOException {
        String first = signer.sign("a\n1\nx\n");
        String second = signer.sign("a\n2\nx\n");
        anchor.anchor(first);
        String whole = "----\n" + second;
        for (int cut = 1; cut < whole.length(); cut++) {
            Path torn = folder.resolve("torn-" + cut);
            Files.writeString(torn, Files.readString(file) + whole.substring(0, cut));
            assertThat(new FileAnchor(torn).latest()).as("cut at %d", cut).contains(first);
            String twice = Files.readString(torn).endsWith("\n") ? "" : " #torn\n";
            Files.writeString(torn, twice + whole.substring(0, cut), StandardOpenOption.APPEND);
            assertThat(new FileAnchor(torn).latest()).as("cut twice at %d", cut).contains(first);
            new FileAnchor(torn).anchor(second);
            assertThat(new FileAnchor(torn).latest()).as("cut at %d", cut).contains(second);
        }
    }

    @Test
    void aLongFileIsReadFromItsEnd() throws IOException {
        String note = signer.sign("a\n1\nx\n");
        for (int i = 0; i < 300; i++) {
            Files.writeString(file, "----\n" + note.repeat(2), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        String last = signer.sign("a\n2\nx\n");
        anchor.anchor(last);
        assertThat(anchor.latest()).contains(last);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        FileAnchor nowhere = new FileAnchor(folder.resolve("missing").resolve("anchor"));
        assertThatThrownBy(() -> nowhere.anchor("x"))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("missing");
        assertThat(nowhere.latest()).isEmpty();
    }
}
