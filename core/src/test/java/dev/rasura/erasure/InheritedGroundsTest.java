package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ground of an heir keeps the row in all its tables, and no row of another heir. */
class InheritedGroundsTest extends ErasureContract {

    @Entity(name = "Debtor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Debtor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Deed")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Deed {
        @Id
        Long id;

        @ManyToOne
        Debtor debtor;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Entity(name = "Mortgage")
    @Retain(ground = "Mortgage unpaid (Art. 17(3)(e))", when = "unpaid > 0", until = "payment")
    static class Mortgage extends Deed {
        @PersonalData(DataCategory.FINANCIAL)
        Integer unpaid;
    }

    @Test
    void aGroundOfAnHeirKeepsTheRowInAllItsTables() {
        Population p = population(Debtor.class, Deed.class, Mortgage.class);
        Debtor anna = new Debtor();
        anna.id = 1L;
        anna.email = "anna@a.example";
        p.save(anna, mortgage(1, anna, 100), mortgage(2, anna, 0), mortgage(3, anna, null));
        Deed deed = new Deed();
        deed.id = 4L;
        deed.debtor = anna;
        deed.text = "deed 4";
        p.save(deed);

        Erased erased = eraseWithoutResidue(p, Debtor.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "debtor{email=anna@a.example, id=1}",
                        "deed{debtor_id=1, id=2, text=deed 2}",
                        "deed{debtor_id=1, id=3, text=deed 3}",
                        "deed{debtor_id=1, id=4, text=deed 4}",
                        "mortgage{id=2, unpaid=0}",
                        "mortgage{id=3}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Debtor ANONYMISED", 1L,
                        "Deed DELETED", 3L,
                        "Mortgage DELETED", 2L,
                        "Deed RETAINED", 1L,
                        "Mortgage RETAINED", 1L));
    }

    private static Mortgage mortgage(long id, Debtor debtor, Integer unpaid) {
        Mortgage mortgage = new Mortgage();
        mortgage.id = id;
        mortgage.debtor = debtor;
        mortgage.text = "deed " + id;
        mortgage.unpaid = unpaid;
        return mortgage;
    }

    @Entity(name = "File")
    @DiscriminatorColumn(name = "kind")
    static class Dossier {
        @Id
        Long id;

        @ManyToOne
        Debtor debtor;

        @ElementCollection
        @CollectionTable(name = "label")
        @PersonalData(DataCategory.FREE_TEXT)
        Set<String> labels = new HashSet<>();
    }

    @Entity(name = "CourtFile")
    @Retain(ground = "Pending case")
    static class CourtDossier extends Dossier {}

    @Test
    void aGroundOfOneHeirInASharedTableKeepsNothingOfTheOthers() {
        Population p = population(Debtor.class, Dossier.class, CourtDossier.class);
        Debtor anna = new Debtor();
        anna.id = 1L;
        anna.email = "anna@a.example";
        Dossier plain = new Dossier();
        plain.id = 1L;
        plain.debtor = anna;
        plain.labels.add("plain");
        CourtDossier court = new CourtDossier();
        court.id = 2L;
        court.debtor = anna;
        court.labels.add("court");
        p.save(anna, plain, court);

        assertThat(eraseWithoutResidue(p, Debtor.class, 1).gone())
                .containsExactly(
                        "debtor{email=anna@a.example, id=1}",
                        "file{debtor_id=1, id=1, kind=File}",
                        "label{file_id=1, labels=plain}");
    }
}
