package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.PlanDriftException;
import dev.rasura.Rasura;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** What cannot be done is refused or undone whole, by a message that names what and where, and nobody. */
class BadInputTest extends ErasureContract {

    @Entity(name = "Singer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Singer {
        @Id
        Long id;

        @PersonalData(value = DataCategory.FULL_NAME, onErasure = Strategy.TOKEN)
        String name;

        Singer() {}

        Singer(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Duet")
    static class Duet {
        @Id
        Long id;

        @ManyToOne
        Singer singer;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "la la";

        Duet() {}

        Duet(long id, Singer singer) {
            this.id = id;
            this.singer = singer;
        }
    }

    private static final SubjectRef ANNA = SubjectRef.of(Singer.class, 1);

    @Test
    void aConstraintThatIsBrokenInSpiteOfAllIsNamedWithItsTableAndAllIsUndone() {
        try (Population p = Population.of(family, Singer.class, Duet.class)) {
            Singer anna = new Singer(1, "Anna Example");
            p.save(anna, new Duet(1, anna));
            p.database().execute("alter table Singer add constraint only_names check (name not like 'erased-%')");
            List<String> before = p.dump();
            assertThatThrownBy(() -> p.rasura().erasure().erase(ANNA))
                    .isInstanceOf(DutyFailedException.class)
                    .hasMessageContaining("Singer")
                    .hasMessageContaining("check constraint")
                    .hasMessageContaining("SQLSTATE 23")
                    .hasMessageNotContaining("Anna")
                    .satisfies(e -> assertThat(postgresql() ? e.getMessage().contains("only_names") : true)
                            .as(e.getMessage())
                            .isTrue());
            assertThat(p.dump()).isEqualTo(before);
            assertThat(p.database().count("rasura_erasure")).isZero();
            p.database().execute("alter table Singer drop constraint only_names");
            assertThat(p.rasura().erasure().erase(ANNA).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        }
    }

    @Test
    void unknownTypesAndKeysAreNamedWithoutTheKey() {
        Population p = population(Singer.class, Duet.class);
        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of("Dancer", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'Dancer'")
                .hasMessageContaining("Singer");
        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of("Singer", 987654)))
                .isInstanceOf(SubjectNotFoundException.class)
                .hasMessageNotContaining("987654");
    }

    /** As where a release of the application maps a table more, and is rolled back again. */
    @Test
    void aPlanOfAnotherVersionOfTheModelIsRefusedAndWhatDiffersIsTold() {
        try (Population p = Population.of(family, Singer.class)) {
            p.save(new Singer(1, "Anna Example"));
            ErasurePlan older = p.rasura().erasure().plan(ANNA);
            try (SessionFactory next = p.database()
                            .sessionFactory(Map.of("hibernate.hbm2ddl.auto", "update"), Singer.class, Duet.class);
                    Rasura later = Population.rasura(next, map -> {})) {
                ErasurePlan newer = later.erasure().plan(ANNA);
                List<String> before = p.dump();

                assertDrift(later, older, PlanDriftException.Kind.ADDED);
                assertDrift(p.rasura(), newer, PlanDriftException.Kind.REMOVED);

                assertThat(p.dump()).isEqualTo(before);
                assertThat(later.erasure().execute(newer).outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
            }
        }
    }

    private static void assertDrift(Rasura rasura, ErasurePlan plan, PlanDriftException.Kind kind) {
        assertThatThrownBy(() -> rasura.erasure().execute(plan))
                .isInstanceOfSatisfying(
                        PlanDriftException.class,
                        e -> assertThat(e.drifts())
                                .filteredOn(d -> d.kind() == kind)
                                .anySatisfy(d -> assertThat(d.about()).startsWith("Duet")));
    }

    @Test
    void ofManyWhoEraseTheSamePersonAtOnceOneDoesAndTheOthersSaySo() throws Exception {
        Population p = population(Singer.class, Duet.class);
        Singer anna = new Singer(1, "Anna Example");
        p.save(anna, new Duet(1, anna));
        int callers = 4;
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<ErasureReceipt>> receipts = java.util.stream.IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return p.rasura().erasure().erase(ANNA);
                    }))
                    .toList();
            int executed = 0;
            for (Future<ErasureReceipt> receipt : receipts) {
                executed += receipt.get().outcome() == ErasureReceipt.Outcome.EXECUTED ? 1 : 0;
            }
            assertThat(executed).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
        assertThat(p.database().count("Duet")).isZero();
    }
}
