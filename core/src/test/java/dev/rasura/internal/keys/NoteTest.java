package dev.rasura.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class NoteTest {

    /** The example of golang.org/x/mod/sumdb/note, which C2SP signed-note describes. */
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PETERS_TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    private static final String PETERS_NOTE = PETERS_TEXT
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void theKnownExampleOpensAndItsKeyReadsBackAsItIs() {
        NoteVerifier peter = NoteVerifier.parse(PETER);
        assertThat(peter.verifierKey()).isEqualTo(PETER);
        assertThat(peter.open(PETERS_NOTE)).contains(PETERS_TEXT);
    }

    /** The example of C2SP signed-note, whose text has an empty line and whose key is not published with it. */
    @Test
    void theSpecificationsExampleIsANoteOfAKeyThatIsNotTrusted() {
        String note = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u00e8 subito sera.\n"
                + "\n\u2014 quasimodo.example/salvatore"
                + " NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        assertThat(NoteVerifier.parse(PETER).open(note)).isEmpty();
        NoteSigner ours = NoteSigner.of(
                "example.com/audit", dev.rasura.spi.KeyFile.ephemeral("a").signingKey());
        String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
        String cosigned = note + ours.sign(text).substring(text.length() + 1);
        assertThat(ours.verifier().open(cosigned))
                .as("signed by one that is known and one that is not")
                .contains(text);
    }

    @Test
    void aNoteWithAnInvalidSignatureOfAKnownKeyIsRejectedWhole() {
        NoteSigner ours = NoteSigner.of(
                "example.com/audit", dev.rasura.spi.KeyFile.ephemeral("a").signingKey());
        NoteSigner former = NoteSigner.of(
                "example.com/audit", dev.rasura.spi.KeyFile.ephemeral("a").signingKey());
        NoteSigner both = ours.replacing(former);
        String note = both.sign("text\n");
        assertThat(both.verifier().open(note)).contains("text\n");
        String forged = note.replace("text", "test");
        String mixed = forged.substring(0, forged.indexOf("\u2014"))
                + ours.sign("test\n").substring(6)
                + forged.lines()
                        .filter(line -> line.startsWith("\u2014"))
                        .findFirst()
                        .orElseThrow() + "\n";
        assertThat(ours.verifier().open(mixed)).contains("test\n");
        assertThat(both.verifier().open(mixed)).isEmpty();
    }

    @Test
    void anAlteredNoteDoesNotOpen() {
        NoteVerifier peter = NoteVerifier.parse(PETER);
        assertThat(peter.open(PETERS_NOTE.replace("answer", "question"))).isEmpty();
        assertThat(peter.open(PETERS_NOTE.replace("KE6RyyBw", "KE6RyyBx"))).isEmpty();
        assertThat(peter.open(PETERS_TEXT)).isEmpty();
        assertThat(peter.open("")).isEmpty();
    }

    @Test
    void aVerifierKeyWithAnotherKeyIdIsRefused() {
        assertThatThrownBy(() -> NoteVerifier.parse(PETER.replace("c74f20a3", "c74f20a4")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("key id");
        assertThatThrownBy(() -> NoteVerifier.parse("nonsense")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void whatIsSignedOpensUnderItsOwnKeyOnly() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        NoteSigner ours = NoteSigner.of("example.com/audit", generator.generateKeyPair());
        NoteSigner theirs = NoteSigner.of("example.com/audit", generator.generateKeyPair());
        String note = ours.sign("text\n");
        assertThat(NoteVerifier.parse(ours.verifier().verifierKey()).open(note)).contains("text\n");
        assertThat(theirs.verifier().open(note)).isEmpty();
        assertThat(ours.sign("text\n")).isEqualTo(note);
    }

    @Test
    void keysThatAreNoPairAndOriginsThatCannotNameAKeyAreRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        KeyPair one = generator.generateKeyPair();
        KeyPair mixed = new KeyPair(one.getPublic(), generator.generateKeyPair().getPrivate());
        assertThatThrownBy(() -> NoteSigner.of("a", mixed)).hasMessageContaining("not a pair");
        for (String origin : new String[] {"", "with space", "a+b", "a\u00a0b", "line\n"}) {
            assertThatThrownBy(() -> NoteSigner.of(origin, one)).isInstanceOf(ConfigurationException.class);
        }
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatThrownBy(() -> NoteSigner.of("a", rsa)).hasMessageContaining("Ed25519");
    }
}
