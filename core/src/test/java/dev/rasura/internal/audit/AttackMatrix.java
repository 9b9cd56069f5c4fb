package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.sql.DatabaseFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every attack is named by a verification that has the anchor, made by a process that was not there, or stands in the threat
 * model as not detectable. Nothing is in neither list.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackMatrix {

    private final DatabaseFamily family;

    private RecordedTrail recorded;

    AttackMatrix(DatabaseFamily family) {
        this.family = family;
    }

    /**
     * Leaves 0 to 6 by node {@code first}, 7 to 9 by {@code second}, a checkpoint after each; then staged and settled rows of
     * {@code first}, and two of {@code third}, which died before its first heartbeat.
     */
    @BeforeAll
    void record(@TempDir Path folder) {
        recorded = new RecordedTrail(family, folder);
        for (int i = 0; i < 6; i++) {
            recorded.trail.record(RecordedTrail.view(i % 2 == 0 ? RecordedTrail.ANNA : RecordedTrail.BERT));
        }
        recorded.trail.seal();
        recorded.keepCopy("early");
        SealedTrail second = recorded.node("second", recorded.provider);
        second.record(RecordedTrail.view(RecordedTrail.ANNA));
        second.record(RecordedTrail.view(RecordedTrail.BERT));
        second.seal();
        for (int i = 0; i < 3; i++) {
            recorded.trail.record(RecordedTrail.view(RecordedTrail.ANNA));
        }
        recorded.trail.heartbeat();
        SealedTrail third = recorded.node("third", recorded.provider);
        third.record(RecordedTrail.view(RecordedTrail.ANNA));
        third.record(RecordedTrail.view(RecordedTrail.BERT));
        recorded.keepCopy();
    }

    @AfterAll
    void stop() {
        recorded.close();
    }

    private VerificationReport verified(boolean withoutAnchor) {
        return (withoutAnchor
                        ? recorded.node("auditor", recorded.provider, new LogLineAnchor())
                        : recorded.node("auditor", recorded.provider))
                .verify();
    }

    @Test
    void untouchedItIsIntact() {
        assertThat(verified(false).intact()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void itIsNamedOrKnownNotToBe(Attack attack) {
        Attacker attacker = new Attacker(recorded, recorded.trail);
        try {
            attack.deed.accept(attacker);
            VerificationReport report = verified(attacker.withoutAnchor);
            if (attack.named == null) {
                assertThat(report.intact())
                        .as("found after all: list it with what is found: %s", report.findings())
                        .isTrue();
            } else {
                assertThat(report.intact()).isFalse();
                assertThat(report.findings()).anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(attack.named);
                    assertThat(finding.where()).startsWith(attack.where);
                });
            }
        } finally {
            recorded.restoreCopy();
        }
    }

    /** Whatever is in its way, the sealer goes on, or refuses and says what it is and what to do. */
    @ParameterizedTest
    @EnumSource
    void theSealerGoesOnOrSaysWhyNot(Attack attack) throws IOException {
        byte[] anchored = Files.readAllBytes(recorded.anchorFile);
        Attacker attacker = new Attacker(recorded, recorded.trail);
        try {
            attack.deed.accept(attacker);
            SealedTrail sealer = attacker.withoutAnchor
                    ? recorded.node("sealer", recorded.provider, new LogLineAnchor())
                    : recorded.node("sealer", recorded.provider);
            Attacker.sealsOrSaysWhyNot(sealer);
        } finally {
            recorded.restoreCopy();
            Files.write(recorded.anchorFile, anchored);
        }
    }

    @Test
    void theThreatModelListsEachAttackWhereItBelongs() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "threat-model.md"));
        int split = text.indexOf("## Not detectable");
        assertThat(split).isPositive();
        Set<String> found = ids(true);
        Arrays.stream(ExpiryAttack.values()).map(ExpiryAttack::id).forEach(found::add);
        assertThat(listed(text.substring(0, split))).isEqualTo(found);
        assertThat(listed(text.substring(split))).isEqualTo(ids(false));
    }

    private static Set<String> ids(boolean found) {
        return Arrays.stream(Attack.values())
                .filter(attack -> (attack.named != null) == found)
                .map(Attack::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first cells of tables that are an id in code type. */
    private static Set<String> listed(String text) {
        Set<String> ids = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|").matcher(text);
        while (row.find()) {
            assertThat(ids.add(row.group(1))).as(row.group(1)).isTrue();
        }
        return ids;
    }
}
