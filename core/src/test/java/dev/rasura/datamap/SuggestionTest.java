package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.datamap.Suggestion.Confidence;
import dev.rasura.datamap.Suggestion.Kind;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the map suggests of columns that nobody spoke of, and that nothing follows from it. */
class SuggestionTest {

    @Entity(name = "Customer")
    @DataSubject
    static class Customer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Basket")
    static class Basket {
        @Id
        Long id;

        Long customerId;
        Long oldCustomerId;
        Long weight;
        String createdBy;

        @NotPersonal
        String phone;
    }

    @Entity(name = "Contact")
    static class Contact {
        @Id
        Long id;

        String billingEmail;
        String emailTemplate;
        boolean emailVerified;
        LocalDate geburtsdatum;

        @SuppressWarnings("UnicodeInCode") // not every attribute has an English name
        String straße;

        String name;
        LocalDateTime lastLogin;
        String iban;
        String prenom;
        Integer ip;
        String colour;
    }

    @Test
    void columnsAreSuggestedByNameAndTypeAndNothingFollows() {
        List<String> notes =
                List.of("create table old_notes (id bigint primary key, customer_id bigint, tel varchar(20))");
        try (Population p = Population.of(
                DatabaseFamily.H2, Map.of(), notes, map -> {}, Customer.class, Basket.class, Contact.class)) {
            DataMap map = p.rasura().dataMap();
            assertThat(map.suggestions())
                    .extracting(
                            Suggestion::kind,
                            s -> s.table() + "." + s.column(),
                            Suggestion::confidence,
                            Suggestion::paste)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    Kind.SOFT_REFERENCE,
                                    "Basket.customerId",
                                    Confidence.HIGH,
                                    "@SoftReference(to = Customer.class) on Basket.customerId"),
                            tuple(
                                    Kind.SOFT_REFERENCE,
                                    "Basket.oldCustomerId",
                                    Confidence.MEDIUM,
                                    "@SoftReference(to = Customer.class) on Basket.oldCustomerId"),
                            tuple(
                                    Kind.SOFT_REFERENCE,
                                    "Basket.createdBy",
                                    Confidence.MEDIUM,
                                    "@ReferredToBy(columns = \"createdBy\", attribute = \"...\") on Customer"),
                            personal("Contact", "billingEmail", DataCategory.EMAIL, Confidence.HIGH),
                            personal("Contact", "emailTemplate", DataCategory.EMAIL, Confidence.LOW),
                            personal("Contact", "geburtsdatum", DataCategory.DATE_OF_BIRTH, Confidence.HIGH),
                            personal("Contact", "straße", DataCategory.ADDRESS_LINE, Confidence.MEDIUM),
                            personal("Contact", "name", DataCategory.FULL_NAME, Confidence.LOW),
                            personal("Contact", "iban", DataCategory.ACCOUNT_NUMBER, Confidence.HIGH),
                            personal("Contact", "prenom", DataCategory.GIVEN_NAME, Confidence.HIGH),
                            personal("Contact", "ip", DataCategory.NETWORK_ADDRESS, Confidence.HIGH),
                            tuple(
                                    Kind.SOFT_REFERENCE,
                                    "old_notes.customer_id",
                                    Confidence.HIGH,
                                    "map.table(\"old_notes\").ownedBy(\"Customer\", \"customer_id\")"),
                            tuple(
                                    Kind.PERSONAL,
                                    "old_notes.tel",
                                    Confidence.HIGH,
                                    "map.table(\"old_notes\").personal(\"tel\", DataCategory.PHONE, Overwrite.auto())"));
            assertThat(map.table("Basket").orElseThrow().reachable()).isFalse();
            map.assertComplete();
        }
    }

    private static org.assertj.core.groups.Tuple personal(
            String entity, String column, DataCategory category, Confidence confidence) {
        return tuple(
                Kind.PERSONAL,
                entity + "." + column,
                confidence,
                "@PersonalData(DataCategory." + category + ") on " + entity + "." + column);
    }
}
