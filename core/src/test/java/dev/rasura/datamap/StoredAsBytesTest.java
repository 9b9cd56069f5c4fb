package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.SoftReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Encryption into bytes, or of a value that is no text itself, makes copies that nobody can compare either. */
class StoredAsBytesTest {

    /** As encryption does that begins with a random block. */
    static class Salted implements AttributeConverter<String, byte[]> {
        @Override
        public byte[] convertToDatabaseColumn(String plain) {
            return plain == null ? null : (UUID.randomUUID() + plain).getBytes(UTF_8);
        }

        @Override
        public String convertToEntityAttribute(byte[] stored) {
            return stored == null ? null : new String(stored, UTF_8).substring(36);
        }
    }

    record Login(String name) {}

    static class SaltedLogin implements AttributeConverter<Login, String> {
        @Override
        public String convertToDatabaseColumn(Login login) {
            return login == null ? null : UUID.randomUUID() + login.name();
        }

        @Override
        public Login convertToEntityAttribute(String stored) {
            return stored == null ? null : new Login(stored.substring(36));
        }
    }

    @Entity(name = "Client")
    @DataSubject
    @ReferredToBy(columns = "seen_by", attribute = "email")
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Salted.class)
        @Column(unique = true)
        String email;

        @PersonalData(DataCategory.USER_NAME)
        @Convert(converter = SaltedLogin.class)
        @Column(unique = true)
        Login login;
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Salted.class)
        String client;
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "login")
        @PersonalData(DataCategory.USER_NAME)
        @Convert(converter = SaltedLogin.class)
        Login client;

        @Column(name = "seen_by")
        @Convert(converter = Salted.class)
        String seenBy;
    }

    @Test
    void whatIsMadeAnewEachTimeIsRefused() {
        List<String> findings = findings(Client.class, Letter.class, Visit.class);

        assertThat(findings).hasSize(3);
        assertFinding(findings, "Letter.client", "so that they never meet");
        assertFinding(findings, "Visit.client", "so that they never meet");
        assertFinding(findings, "Visit.seen_by", "the form in which it is stored");
    }

    static class Plain implements AttributeConverter<String, byte[]> {
        @Override
        public byte[] convertToDatabaseColumn(String text) {
            return text == null ? null : text.getBytes(UTF_8);
        }

        @Override
        public String convertToEntityAttribute(byte[] stored) {
            return stored == null ? null : new String(stored, UTF_8);
        }
    }

    @Entity(name = "Account")
    @DataSubject
    static class Account {
        @Id
        Long id;

        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        @Convert(converter = Plain.class)
        @Column(unique = true)
        String number;
    }

    @Entity(name = "Booking")
    static class Booking {
        @Id
        Long id;

        @SoftReference(to = Account.class, attribute = "number")
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        byte[] account;
    }

    @Test
    void bytesThatAreTheTextMeet() {
        assertThat(map(Account.class, Booking.class)
                        .table("Booking")
                        .orElseThrow()
                        .owners())
                .extracting(Ownership::path)
                .containsExactly("account");
    }
}
