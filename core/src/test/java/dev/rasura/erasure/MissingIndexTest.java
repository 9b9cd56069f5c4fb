package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What makes duties slow in large tables is said: columns by which rows are looked up and which no index begins with. */
class MissingIndexTest extends ErasureContract {

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.DELETE)
    @ReferredToBy(columns = "takenBy", attribute = "email")
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true)
        String email;

        @PersonalData(DataCategory.GIVEN_NAME)
        String givenName;

        @PersonalData(DataCategory.FAMILY_NAME)
        String familyName;

        /** Longer than any index takes. */
        @PersonalData(DataCategory.ADDRESS_LINE)
        @Column(length = 2_000)
        String address;
    }

    @Entity(name = "Stay")
    static class Stay {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @NotPersonal
        String takenBy;
    }

    @Entity(name = "Enquiry")
    @SubjectPath("contact")
    @SubjectPath("copyTo")
    static class Enquiry {
        @Id
        Long id;

        @SoftReference(to = Guest.class, attribute = "email")
        String contact;

        @SoftReference(to = Guest.class, attribute = "email", ignoreCase = true)
        String copyTo;
    }

    private List<String> missing(Rasura rasura) {
        return rasura.erasure().missingIndexes().stream()
                .map(i -> i.table().toLowerCase(Locale.ROOT) + " " + i.columns() + " " + i.purpose())
                .toList();
    }

    @Test
    void columnsWithoutAnIndexAreNamedUntilTheyHaveOne() {
        try (Population p = Population.of(family, Guest.class, Stay.class, Enquiry.class)) {
            p.database().execute("create table minibar (stay_id bigint references Stay (id))");
            try (Rasura rasura = Population.rasura(p.factory(), map -> {})) {
                List<String> expected = new ArrayList<>(List.of(
                        "enquiry [contact] ROWS", "guest [givenName, familyName] VALUE", "stay [takenBy] ROWS"));
                if (postgresql()) {
                    // The others index the columns of a foreign key by themselves.
                    expected.add(2, "minibar [stay_id] FOREIGN_KEY");
                    expected.add(3, "stay [guest_id] ROWS");
                }
                assertThat(missing(rasura)).containsExactlyElementsOf(expected);

                rasura.erasure().missingIndexes().forEach(index -> p.database().execute(index.statement()));
            }
            try (Rasura rasura = Population.rasura(p.factory(), map -> {})) {
                assertThat(missing(rasura)).isEmpty();
            }
        }
    }

    @Test
    void anIndexThatAnswersForSomeRowsOrABeginningOnlyIsNone() {
        try (Population p = Population.of(family, Guest.class, Stay.class, Enquiry.class)) {
            switch (family) {
                case H2 -> p.database().execute("create index ix on Enquiry (id, contact)");
                case POSTGRESQL -> {
                    p.database().execute("create index ix1 on Enquiry (contact) where id > 7");
                    p.database().execute("create index ix2 on Enquiry (lower(contact), contact)");
                    p.database().execute("create index ix3 on Enquiry using brin (contact)");
                }
                case MARIADB -> p.database().execute("create index ix on Enquiry (contact(5))");
            }
            try (Rasura rasura = Population.rasura(p.factory(), map -> {})) {
                assertThat(missing(rasura)).contains("enquiry [contact] ROWS");
            }
            p.database().execute("create index ix4 on Enquiry (contact, id)");
            try (Rasura rasura = Population.rasura(p.factory(), map -> {})) {
                assertThat(missing(rasura)).doesNotContain("enquiry [contact] ROWS");
            }
        }
    }
}
