package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.junit.jupiter.api.Test;

/** What holds of the history of a row, whoever keeps it: Envers or Hibernate itself. */
abstract class HistoryContract extends ErasureContract {

    /** What either history keeps of a patron. */
    @MappedSuperclass
    abstract static class Supporter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Column(table = "patron_note")
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        Supporter() {}

        Supporter(long id) {
            this.id = id;
            this.email = "patron" + id + "@a.example";
            this.note = "note on patron" + id;
        }
    }

    /** A database of such entities, whose history is kept. */
    abstract Population kept(Class<?>... entities);

    abstract Class<? extends Supporter> patron();

    /** A patron with a table of its own besides. */
    abstract Supporter donor(long id);

    @Test
    void allPartsOfTheHistoryOfARowThatGoesGo() {
        allPartsGo();
    }

    final void allPartsGo() {
        try (Population p = kept(patron(), donor(1).getClass())) {
            p.save(donor(1), donor(2));
            p.inTransaction(session -> session.find(patron(), 1L).email = "patron1@b.example");

            Erased erased = eraseWithoutResidue(p, patron(), 1);

            assertThat(erased.gone()).hasSize(9).allMatch(r -> r.contains("id=1"));
            assertThat(erased.after())
                    .filteredOn(r -> r.contains("patron2"))
                    .extracting(r -> r.replaceAll("\\{.*", ""))
                    .containsExactlyInAnyOrder(
                            "patron", "patron_note", "donor", "patron_aud", "patron_note_aud", "donor_aud");
        }
    }
}
