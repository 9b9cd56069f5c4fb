package dev.rasura.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.SubjectRef;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final KeyPair PAIR = KeyFile.ephemeral("a").signingKey();
    private static final byte[] TEXT = "anna@example.com".getBytes(StandardCharsets.UTF_8);

    private final KeyRing keys = ring(new byte[32], "2026");

    private static KeyRing ring(byte[] secret, String id) {
        return new KeyRing(new KeyProvider() {
            @Override
            public SecretKey secret() {
                return new SecretKeySpec(secret, "HmacSHA256");
            }

            @Override
            public String secretId() {
                return id;
            }

            @Override
            public KeyPair signingKey() {
                return PAIR;
            }

            @Override
            public String origin() {
                return "example.com/audit";
            }
        });
    }

    /** Computed apart from this code. These are in databases for years: whoever changes a derivation must write a new version of it. */
    @Test
    void derivationsAreWhatTheyHaveAlwaysBeen() {
        assertThat(keys.pseudonym(SubjectRef.of("Customer", 1))).isEqualTo("87b837a58ad47a09ce1fedc10a4eb42b");
        assertThat(keys.keyedHash("anna@example.com"))
                .isEqualTo("eb990a96862cbd98e4a985e60b2f4515872444466120c101d3acbdaba41fb487");
        assertThat(keys.tag(TEXT, TEXT))
                .asHexString()
                .isEqualToIgnoringCase("e74356cbe533645e69f85c06a49893e9c1709b6f5311012fd1339fe818a0a8ca");
        assertThat(keys.secretId()).isEqualTo("2026:8214aa09");
    }

    @Test
    void threadsThatShareAKeyRingGetWhatOneAloneGets() {
        KeyRing others = ring(new byte[32], "2026");
        List<String> alone = IntStream.range(0, 5_000)
                .mapToObj(id -> others.pseudonym(SubjectRef.of("Customer", id % 50)))
                .toList();
        List<String> together = IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(id -> keys.pseudonym(SubjectRef.of("Customer", id % 50)))
                .toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void referencesWhoseTextRunsTogetherHaveDifferentPseudonyms() {
        assertThat(keys.pseudonym(SubjectRef.of("ab", "c"))).isNotEqualTo(keys.pseudonym(SubjectRef.of("a", "bc")));
        assertThat(keys.tag(TEXT, new byte[0])).isNotEqualTo(keys.tag(new byte[0], TEXT));
    }

    @Test
    void anotherSecretOfTheSameNameIsToldApart() {
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(ring(other, "2026").secretId()).startsWith("2026:").isNotEqualTo(keys.secretId());
        assertThat(ring(other, "2026").keyedHash("a")).isNotEqualTo(keys.keyedHash("a"));
    }

    @Test
    void sealedValuesOpenOnlyWholeAndInTheirPlace() {
        byte[] place = {1};
        byte[] sealed = keys.seal(TEXT, place);
        assertThat(keys.open(sealed, place)).isEqualTo(TEXT);
        assertThat(keys.seal(TEXT, place)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> keys.open(sealed, new byte[] {2})).hasMessageContaining("altered");
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> keys.open(altered, place)).isInstanceOf(ConfigurationException.class);
        }
        assertThatThrownBy(() -> keys.open(new byte[3], place)).hasMessageContaining("format 1");
    }

    @Test
    void aShortSecretAndAnUnfitNameAreRefused() {
        assertThatThrownBy(() -> ring(new byte[31], "2026")).hasMessageContaining("31 bytes");
        assertThatThrownBy(() -> ring(new byte[32], "with space")).hasMessageContaining("secret id");
    }
}
