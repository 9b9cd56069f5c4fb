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
