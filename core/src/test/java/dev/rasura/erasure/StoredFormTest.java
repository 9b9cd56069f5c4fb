package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Values that lie in their own column in another form than anywhere else: what cannot be looked for is not attested. */
class StoredFormTest extends ErasureContract {

    static class Sealed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String plain) {
            return plain == null
                    ? null
                    : "k1." + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        /** As converters do while a table is being encrypted. */
        @Override
        public String convertToEntityAttribute(String stored) {
            return stored == null || !stored.startsWith("k1.")
                    ? stored
                    : new String(Base64.getDecoder().decode(stored.substring(3)), StandardCharsets.UTF_8);
        }
    }

    record Mailbox(String address) {}

    static class Mailboxes implements AttributeConverter<Mailbox, String> {
        @Override
        public String convertToDatabaseColumn(Mailbox mailbox) {
            return mailbox == null ? null : mailbox.address();
        }

        @Override
        public Mailbox convertToEntityAttribute(String stored) {
            return stored == null ? null : new Mailbox(stored);
        }
    }

    @Entity(name = "Sealer")
    @Table(name = "sealer")
    @DataSubject
    static class Sealer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Sealed.class)
        String email;

        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Mailboxes.class)
        Mailbox spare;
    }

    @Embeddable
    static class Contact {
        @PersonalData(DataCategory.LANGUAGE)
        String language;

        @PersonalData(DataCategory.PHONE)
        String phone;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    @DataSubject
    static class Caller {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @JdbcTypeCode(SqlTypes.JSON)
        Contact contact;
    }

    @Embeddable
    static class Account {
        @PersonalData(DataCategory.CREDENTIAL)
        String secret;

        @PersonalData(DataCategory.EMAIL)
        String login;
    }

    @Entity(name = "Holder")
    @Table(name = "holder")
    @DataSubject
    static class Holder {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @JdbcTypeCode(SqlTypes.JSON)
        Account account;
    }

    @Entity(name = "Backwards")
    @Table(name = "backwards")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Backwards {
        @Id
        Long id;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.TOKEN)
        @ColumnTransformer(read = "substring(email from 3)", write = "concat('k1', ?)")
        String email;
    }

    @Test
    void anAddressThatAConverterSealsIsNotAttested() {
        Population p = population(Sealer.class);
        Sealer sealer = new Sealer();
        sealer.id = 1L;
        sealer.email = "anna@a.example";
        sealer.spare = new Mailbox("ahlgren@a.example");
        p.save(sealer);

        Attestation attestation = p.erase(Sealer.class, 1).attestation();

        assertThat(attestation.result()).isEqualTo(Attestation.Result.PARTIAL);
        // A value that the converter merely wraps is looked for like any other.
        assertThat(attestation.skipped())
                .containsExactly(
                        "sealer.email: values are stored in another form than they are used in, and only that form"
                                + " is looked for elsewhere");
    }

    @Test
    void aDistinctivePartOfADocumentIsNotAttested() {
        Population p = population(Caller.class);
        Caller caller = new Caller();
        caller.id = 1L;
        caller.email = "anna@a.example";
        caller.contact = new Contact();
        caller.contact.language = "sv";
        caller.contact.phone = "+46 70 111 11 11";
        p.save(caller);

        Attestation attestation = p.erase(Caller.class, 1).attestation();

        assertThat(attestation.result()).isEqualTo(Attestation.Result.PARTIAL);
        assertThat(attestation.skipped()).singleElement().asString().startsWith("caller.contact: ");
    }

    @Test
    void norOneBesideASecretInTheSameDocument() {
        Population p = population(Holder.class);
        Holder holder = new Holder();
        holder.id = 1L;
        holder.email = "anna@a.example";
        holder.account = new Account();
        holder.account.secret = "hush";
        holder.account.login = "anna@b.example";
        p.save(holder);

        assertThat(p.erase(Holder.class, 1).attestation().result()).isEqualTo(Attestation.Result.PARTIAL);
    }

    @Test
    void whatIsReadThroughAnExpressionTakesNoToken() {
        assertThatThrownBy(() -> Population.of(family, Map.of(), List.of(), map -> {}, Backwards.class)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "backwards.email (Backwards.email): is read through an expression of the database")
                .hasMessageContaining("Choose NULL");
    }

    @Entity(name = "Newsletter")
    @Table(name = "newsletter")
    static class Newsletter {
        @Id
        Long id;

        @SoftReference(to = Sealer.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String address;
    }

    @Test
    void aCopyInAnotherFormThanItsOriginalNeverMeetsItAndStopsTheStart() {
        assertThatThrownBy(() -> Population.of(family, Map.of(), List.of(), map -> {}, Sealer.class, Newsletter.class)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "Newsletter.address: the soft reference to Sealer compares columns of which one holds"
                                + " another form of the value");
    }
}
