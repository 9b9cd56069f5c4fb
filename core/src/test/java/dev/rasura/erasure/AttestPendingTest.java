package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many erasures in one pass; a pass in many calls; many nodes on one pass. */
class AttestPendingTest extends ErasureContract {

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Guest() {}

        Guest(long id) {
            this.id = id;
            this.email = mail(id);
        }
    }

    private static String mail(long id) {
        return "guest" + (1000 + id) + "@inn.example";
    }

    private Population guests(int number) {
        Population p = population(Guest.class);
        for (String copy : List.of("aa_copy", "zz_copy")) {
            p.database().execute("create table if not exists " + copy + " (id bigint, note varchar(200))");
            p.database().execute("delete from " + copy);
        }
        for (long id = 1; id <= number; id++) {
            p.save(new Guest(id));
        }
        return p;
    }

    private static UUID erase(Population p, long id) {
        return p.rasura().erasure().erase(SubjectRef.of(Guest.class, id)).id();
    }

    private static List<String> places(Attestation attestation) {
        return attestation.finds().stream()
                .map(f -> f.table().toLowerCase(Locale.ROOT) + " " + f.count())
                .toList();
    }

    @Test
    void onePassTellsManyErasuresApart() {
        Population p = guests(4);
        p.database().execute("insert into aa_copy values (1, ?)", "seen: " + mail(2));
        p.database().execute("insert into zz_copy values (1, ?)", mail(2));
        p.database().execute("insert into zz_copy values (2, ?)", mail(3));
        List<UUID> erasures = List.of(erase(p, 1), erase(p, 2), erase(p, 3));

        List<Attestation> attestations = p.rasura().erasure().attest(erasures, ScanArea.SCHEMA);

        assertThat(attestations).extracting(Attestation::erasure).containsExactlyElementsOf(erasures);
        assertThat(attestations)
                .extracting(Attestation::result)
                .containsExactly(Attestation.Result.NONE_FOUND, Attestation.Result.FOUND, Attestation.Result.FOUND);
        String schema = p.database().schema();
        assertThat(places(attestations.get(1))).containsExactlyInAnyOrder(schema + ".aa_copy 1", schema + ".zz_copy 1");
        assertThat(places(attestations.get(2))).containsExactly(schema + ".zz_copy 1");
        assertThat(p.database().count("rasura_residue_watch")).isZero();
        assertThatThrownBy(() -> p.rasura().erasure().attest(List.of(erase(p, 4), UUID.randomUUID()), ScanArea.SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not committed");
        assertThat(p.database().count("rasura_residue_watch")).as("still waits").isEqualTo(1);
    }

    @Test
    void aPassGoesOnWhereItStoppedOnAnotherNode() {
        Population p = guests(3);
        p.database().execute("insert into aa_copy values (1, ?)", mail(1));
        p.database().execute("insert into zz_copy values (1, ?)", mail(1));
        UUID first = erase(p, 1);
        UUID second = erase(p, 2);
        ScanOptions atable = ScanOptions.of(ScanArea.SCHEMA).withByteBudget(1);

        AttestationRun run = p.rasura().erasure().attestPending(atable);
        assertThat(run.attestations()).isEmpty();
        assertThat(run.waiting()).isEqualTo(2);
        assertThat(p.database().count("rasura_residue_scan")).isEqualTo(1);
        // What was read is not read again: a copy that leaves its table afterwards has been found.
        p.database().execute("delete from aa_copy");
        UUID later = erase(p, 3);

        List<Attestation> attestations = new ArrayList<>();
        int calls = 1;
        try (Rasura other = Population.rasura(p.factory(), map -> {})) {
            while (attestations.size() < 2) {
                assertThat(calls++).isLessThan(40);
                attestations.addAll(other.erasure().attestPending(atable).attestations());
            }
        }

        assertThat(calls).isGreaterThan(5);
        assertThat(attestations).extracting(Attestation::erasure).containsExactlyInAnyOrder(first, second);
        assertThat(attestations).allSatisfy(a -> assertThat(a.skipped()).isEmpty());
        Attestation found = attestations.stream()
                .filter(a -> a.erasure().equals(first))
                .findFirst()
                .orElseThrow();
        String schema = p.database().schema();
        assertThat(places(found)).containsExactlyInAnyOrder(schema + ".aa_copy 1", schema + ".zz_copy 1");
        assertThat(found.tables()).isGreaterThan(10);

        AttestationRun rest = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA));
        assertThat(rest.attestations()).extracting(Attestation::erasure).containsExactly(later);
        assertThat(rest.waiting()).isZero();
        assertThat(p.database().count("rasura_residue_scan")).isZero();
    }

    @Test
    void aSpentTimeBudgetStillGetsOn() {
        Population p = guests(1);
        UUID erasure = erase(p, 1);
        ScanOptions hurried = ScanOptions.of(ScanArea.DATABASE).withTimeBudget(Duration.ofNanos(1));
        List<Attestation> attestations = new ArrayList<>();
        for (int call = 0; call < 60 && attestations.isEmpty(); call++) {
            attestations.addAll(p.rasura().erasure().attestPending(hurried).attestations());
        }
        assertThat(attestations).extracting(Attestation::erasure).containsExactly(erasure);
        assertThat(attestations).extracting(Attestation::result).containsExactly(Attestation.Result.NONE_FOUND);
    }

    @Test
    void whatAnotherNodeReadsIsLeftToItUntilItsLeaseRunsOut() {
        Population p = guests(2);
        UUID erasure = erase(p, 1);
        ScanOptions atable = ScanOptions.of(ScanArea.SCHEMA).withByteBudget(1);
        p.rasura().erasure().attestPending(atable);
        p.database()
                .execute(
                        "update rasura_residue_scan set leased_until = ?",
                        family.idiom().stored(Instant.parse("2999-01-01T00:00:00Z")));

        AttestationRun run = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA));
        assertThat(run.attestations()).isEmpty();
        assertThat(run.waiting()).isEqualTo(1);

        p.database()
                .execute(
                        "update rasura_residue_scan set leased_until = ?",
                        family.idiom().stored(Instant.parse("2000-01-01T00:00:00Z")));
        run = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA));
        assertThat(run.attestations()).extracting(Attestation::erasure).containsExactly(erasure);
    }

    @Test
    void anErasureInAPassMayBeAttestedByItself() {
        Population p = guests(2);
        UUID first = erase(p, 1);
        UUID second = erase(p, 2);
        p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA).withByteBudget(1));
        Attestation alone = p.rasura().erasure().attest(first, ScanArea.SCHEMA);
        assertThat(alone.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        AttestationRun run = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.SCHEMA));
        assertThat(run.attestations()).extracting(Attestation::erasure).containsExactly(second);
        assertThat(p.database().count("rasura_attestation")).isEqualTo(2);
    }

    @Test
    void anotherAreaBeginsAnew() {
        Population p = guests(1);
        UUID erasure = erase(p, 1);
        p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.DATABASE).withByteBudget(1));
        AttestationRun run = p.rasura().erasure().attestPending(ScanOptions.of(ScanArea.MAPPED_TABLES));
        assertThat(run.attestations()).singleElement().satisfies(a -> {
            assertThat(a.erasure()).isEqualTo(erasure);
            assertThat(a.area()).isEqualTo(ScanArea.MAPPED_TABLES);
        });
        assertThat(p.database().count("rasura_residue_scan")).isZero();
    }

    @Test
    void nodesThatCallAtOnceAttestEachErasureOnce() throws Exception {
        Population p = guests(12);
        List<UUID> erasures = new ArrayList<>();
        for (long id = 1; id <= 12; id++) {
            erasures.add(erase(p, id));
        }
        ScanOptions few = ScanOptions.of(ScanArea.SCHEMA).withErasuresAPass(3);
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            List<Callable<AttestationRun>> calls = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                calls.add(() -> p.rasura().erasure().attestPending(few));
            }
            List<UUID> attested = new ArrayList<>();
            for (Future<AttestationRun> run : nodes.invokeAll(calls)) {
                run.get().attestations().forEach(a -> attested.add(a.erasure()));
            }
            assertThat(attested).containsExactlyInAnyOrderElementsOf(erasures);
            assertThat(p.database().count("rasura_attestation")).isEqualTo(12);
            assertThat(p.database().count("rasura_residue_watch")).isZero();
            assertThat(p.database().count("rasura_residue_scan")).isZero();
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        ScanOptions options = ScanOptions.of(ScanArea.SCHEMA);
        assertThatThrownBy(() -> options.withTimeBudget(Duration.ZERO)).hasMessageContaining("time budget");
        assertThatThrownBy(() -> options.withByteBudget(0)).hasMessageContaining("byte budget");
        assertThatThrownBy(() -> options.withErasuresAPass(0)).hasMessageContaining("1 to 10000");
    }
}
