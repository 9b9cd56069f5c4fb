package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.keys.NoteSigner;
import dev.rasura.spi.KeyFile;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final String ORIGIN = "example.com/behind-the-sofa";
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    private final NoteSigner signer =
            NoteSigner.of(ORIGIN, KeyFile.ephemeral(ORIGIN).signingKey());

    /** The example of C2SP tlog-checkpoint. */
    @Test
    void theTextIsThatOfTheSpecification() {
        Checkpoint checkpoint =
                Checkpoint.of(ORIGIN, 20_852_163, Base64.getDecoder().decode(ROOT));
        assertThat(checkpoint.body()).isEqualTo(ORIGIN + "\n20852163\n" + ROOT + "\n");
        assertThat(Checkpoint.open(signer.sign(checkpoint.body()), signer.verifier()))
                .contains(checkpoint);
    }

    @Test
    void extensionLinesArePassedOver() {
        String note = signer.sign(ORIGIN + "\n1\n" + ROOT + "\nextension\n");
        assertThat(Checkpoint.open(note, signer.verifier())).isPresent();
    }

    @Test
    void whatIsNoCheckpointDoesNotOpenThoughItIsSigned() {
        for (String body : new String[] {
            "other.example/log\n1\n" + ROOT + "\n",
            ORIGIN + "\n01\n" + ROOT + "\n",
            ORIGIN + "\n-1\n" + ROOT + "\n",
            ORIGIN + "\n9999999999999999999\n" + ROOT + "\n",
            ORIGIN + "\n1\n" + ROOT.substring(4) + "\n",
            ORIGIN + "\n1\n???\n",
            ORIGIN + "\n1\n"
        }) {
            assertThat(Checkpoint.open(signer.sign(body), signer.verifier()))
                    .as(body)
                    .isEmpty();
        }
    }
}
