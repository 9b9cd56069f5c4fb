package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leaf's bytes say is all that they say. */
class LeafReaderTest {

    private static final String LEAF = "{\"v\":1,\"id\":\"11111111-1111-4111-8111-111111111111\","
            + "\"time\":\"2026-01-01T00:00:00Z\",\"type\":\"login\",\"action\":\"READ\",\"outcome\":\"SUCCESS\","
            + "\"actor\":{\"type\":\"Clerk\",\"ref\":\"s1\"},\"node\":\"n1\","
            + "\"epoch\":\"22222222-2222-4222-8222-222222222222\",\"n\":1}";

    @Test
    void bytesAfterTheLeafMakeItNone() {
        assertThat(LeafReader.read(bytes(LEAF))).isPresent();
        for (String more : List.of("{}", " x", ",{\"n\":2}")) {
            assertThat(LeafReader.read(bytes(LEAF + more))).as(more).isEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
