package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;

/** A plan of somebody who was erased says so, and counts what an erasure would still do. */
class PlanOfErasedTest extends ErasureContract {

    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Visitor() {}

        Visitor(long id) {
            this.id = id;
            this.email = "visitor" + id + "@a.example";
        }
    }

    @Entity(name = "Track")
    static class Track {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Visitor.class)
        Long visitorId;

        Track() {}

        Track(long id, long visitorId) {
            this.id = id;
            this.visitorId = visitorId;
        }
    }

    @Entity(name = "Patron")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patron {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Patron() {}

        Patron(long id) {
            this.id = id;
            this.email = "patron" + id + "@a.example";
        }
    }

    private static final SubjectRef VERA = SubjectRef.of(Visitor.class, 1);
    private static final SubjectRef PETRA = SubjectRef.of(Patron.class, 1);

    private Population people() {
        Population p = population(Visitor.class, Track.class, Patron.class);
        p.save(new Visitor(1), new Visitor(2), new Track(1, 1), new Track(2, 2), new Patron(1));
        return p;
    }

    @Test
    void whoeverIsErasedAndGoneHasAPlanThatSaysSo() {
        Population p = people();
        assertThat(p.rasura().erasure().plan(VERA).erasedAt()).isNull();
        assertThat(p.rasura().erasure().plan(VERA).toText()).doesNotContain("erased already");
        ErasureReceipt receipt = p.rasura().erasure().erase(VERA);

        ErasurePlan plan = p.rasura().erasure().plan(VERA);

        assertThat(plan.erasedAt()).isEqualTo(receipt.executedAt());
        assertThat(plan.tables()).allSatisfy(t -> assertThat(t.rows()).isZero());
        assertThat(plan.toText())
                .contains("- erased already, at " + receipt.executedAt() + ": nothing has come in since");
        assertThat(ErasurePlan.fromJson(plan.toJson())).isEqualTo(plan);
        assertThat(p.rasura().erasure().execute(plan).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void whatCameInSinceIsPlannedAndCarriedOut() {
        Population p = people();
        p.rasura().erasure().erase(VERA);
        p.save(new Track(3, 1));

        ErasurePlan plan = p.rasura().erasure().plan(VERA);

        assertThat(plan.rows(Treatment.DELETED)).isEqualTo(1);
        assertThat(plan.toText()).contains("erased already", "what is counted came in since");
        ErasureReceipt receipt = p.rasura().erasure().execute(plan);
        assertThat(receipt.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(receipt.rows(Treatment.DELETED)).isEqualTo(1);
    }

    @Test
    void soDoesAPlanOfWhoeverStaysAsAnAnonymousRow() {
        Population p = people();
        ErasureReceipt receipt = p.rasura().erasure().erase(PETRA);

        ErasurePlan plan = p.rasura().erasure().plan(PETRA);

        assertThat(plan.erasedAt()).isEqualTo(receipt.executedAt());
        assertThat(plan.rows(Treatment.ANONYMISED)).isZero();
    }

    @Test
    void whoWasNeverThereHasNoPlan() {
        Population p = people();

        assertThatThrownBy(() -> p.rasura().erasure().plan(SubjectRef.of(Visitor.class, 3)))
                .isInstanceOf(SubjectNotFoundException.class);
    }
}
