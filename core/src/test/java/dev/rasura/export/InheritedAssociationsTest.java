package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is said of an association holds in all who inherit it: in a table for each class, they have columns of their own. */
class InheritedAssociationsTest {

    @Entity(name = "Party")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Party {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        @NotPersonal("whom it came from")
        @ManyToOne
        Referral referral;
    }

    @Entity(name = "Buyer")
    @DataSubject
    static class Buyer extends Party {}

    @Entity(name = "Branch")
    static class Branch extends Party {}

    @Entity(name = "Referral")
    static class Referral {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;
    }

    private static <P extends Party> P at(P party, long id, String street) {
        party.id = id;
        party.street = street;
        return party;
    }

    @OnEachDatabase
    void whoIsNotThePersonsByAnInheritedAssociationIsNeitherExportedNorErased(DatabaseFamily family) {
        try (Population p = Population.of(family, Party.class, Buyer.class, Branch.class, Referral.class)) {
            Buyer buyer = at(new Buyer(), 1, "Rua da Prata 3");
            Referral referral = new Referral();
            referral.id = 7L;
            referral.buyer = buyer;
            Branch branch = at(new Branch(), 2, "Rua Augusta 90");
            branch.referral = referral;
            p.save(buyer, referral, branch);
            SubjectRef subject = SubjectRef.of(Buyer.class, 1L);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            p.rasura().export().write(subject, ExportFormat.JSON, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("Rua da Prata 3")
                    .doesNotContain("Rua Augusta 90");
            p.rasura().erasure().erase(subject);
            assertThat(p.database().query(String.class, "select street from Branch"))
                    .isEqualTo("Rua Augusta 90");
            assertThat(p.database().count("Buyer")).isZero();
        }
    }
}
