package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Erases a person from a command line, so that a test can give it a small heap. */
final class SmallHeapErasure {

    static final Class<?>[] MODEL = {Collector.class, Find.class, Label.class};

    private SmallHeapErasure() {}

    @Entity(name = "Collector")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Collector {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    /** Goes; of its values there are more than are looked for afterwards. */
    @Entity(name = "Find")
    static class Find {
        @Id
        Long id;

        @ManyToOne
        Collector collector;

        @PersonalData(DataCategory.EMAIL)
        String finder;
    }

    /** Stays, overwritten by the database and in Java. */
    @Entity(name = "Label")
    @OnErasure(RowAction.ANONYMISE)
    static class Label {
        @Id
        Long id;

        @ManyToOne
        Collector collector;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.KEYED_HASH)
        @Column(length = 4_000)
        String code;
    }

    /** Plans, erases and attests collector 1 in a JVM of its own, and returns what it says. */
    static String of(TestDatabase database) throws IOException, InterruptedException {
        OwnJvm.Ended ended = OwnJvm.with("-Xmx64m")
                .run(
                        SmallHeapErasure.class,
                        List.of(database.family().name(), database.url(), database.user(), database.password()));
        assertThat(ended.status()).as(ended.output()).isZero();
        // The serial collector does not count the part that is always empty.
        assertThat(ended.output()).containsPattern("heap of 6[0-4] MB");
        return ended.output();
    }

    public static void main(String[] arguments) {
        TestDatabase database = new TestDatabase(
                DatabaseFamily.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3], () -> {});
        try (var factory = database.sessionFactory(Map.of("hibernate.hbm2ddl.auto", "none"), MODEL);
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("test.example/audit"))
                        .build()) {
            Erasures erasures = rasura.erasure();
            ErasurePlan plan = erasures.plan(SubjectRef.of("Collector", 1));
            System.out.println("planned: " + rows(plan::rows));
            ErasureReceipt receipt = erasures.execute(plan);
            System.out.println("done: " + rows(receipt::rows));
            Attestation attestation = erasures.attest(receipt.id(), ScanArea.SCHEMA);
            System.out.println(
                    "attested: " + attestation.result() + " " + attestation.skipped() + " " + attestation.finds());
            System.out.println("heap of " + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB");
        }
    }

    private static String rows(ToLongFunction<Treatment> rows) {
        return rows.applyAsLong(Treatment.DELETED) + " deleted, " + rows.applyAsLong(Treatment.ANONYMISED)
                + " anonymised, " + rows.applyAsLong(Treatment.PSEUDONYMISED) + " pseudonymised";
    }
}
