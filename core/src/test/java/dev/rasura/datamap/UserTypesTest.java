package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Type;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;
import org.junit.jupiter.api.Test;

/** What a type of the application's own stores, it alone can read, and tell from what another stores. */
class UserTypesTest {

    abstract static class TextType implements UserType<String> {
        @Override
        public int getSqlType() {
            return Types.VARCHAR;
        }

        @Override
        public Class<String> returnedClass() {
            return String.class;
        }

        @Override
        public String deepCopy(String value) {
            return value;
        }

        @Override
        public boolean isMutable() {
            return false;
        }

        @Override
        public String nullSafeGet(ResultSet row, int position, WrapperOptions options) throws SQLException {
            String stored = row.getString(position);
            return stored == null ? null : read(stored);
        }

        @Override
        public void nullSafeSet(PreparedStatement statement, String value, int position, WrapperOptions options)
                throws SQLException {
            if (value == null) {
                statement.setNull(position, Types.VARCHAR);
            } else {
                statement.setString(position, stored(value));
            }
        }

        abstract String read(String stored);

        abstract String stored(String value);
    }

    /** As encryption does that begins with a random block. */
    static class Encrypted extends TextType {
        @Override
        String read(String stored) {
            if (!stored.startsWith("secret:")) {
                throw new IllegalStateException("not encrypted");
            }
            return stored.substring(43);
        }

        @Override
        String stored(String value) {
            return "secret:" + UUID.randomUUID() + value;
        }
    }

    static class Trimmed extends TextType {
        @Override
        String read(String stored) {
            return stored.strip();
        }

        @Override
        String stored(String value) {
            return value.strip();
        }
    }

    @Entity(name = "Client")
    @DataSubject
    @ReferredToBy(columns = "seen_by", attribute = "email")
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Type(Encrypted.class)
        @Column(unique = true)
        String email;

        @PersonalData(DataCategory.USER_NAME)
        @Type(Trimmed.class)
        @Column(unique = true)
        String login;
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        @Type(Encrypted.class)
        String client;
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String client;

        @Column(name = "seen_by")
        String seenBy;
    }

    @Test
    void copiesNeverMeetWhatIsStoredOtherwise() {
        List<String> findings = findings(Client.class, Letter.class, Visit.class);

        assertThat(findings).hasSize(3);
        assertFinding(findings, "Letter.client", "so that they never meet");
        assertFinding(findings, "Visit.client", "so that they never meet");
        assertFinding(findings, "Visit.seen_by", "the form in which it is stored");
    }

    @Entity(name = "Payer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Payer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Type(Encrypted.class)
        @Column(nullable = false)
        String email;

        @PersonalData(DataCategory.USER_NAME)
        @Type(Trimmed.class)
        @Column(nullable = false)
        String login;
    }

    @Entity(name = "Keyed")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Keyed {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        @Type(Encrypted.class)
        String login;
    }

    @Test
    void aTextThatTheTypeCannotReadBackIsRefused() {
        assertOneFinding(findings(Payer.class), "Payer.email", "cannot read back what TOKEN writes");
        assertOneFinding(findings(Keyed.class), "Keyed.login", "cannot read back what TOKEN writes");
    }

    @Entity(name = "Shopper")
    @DataSubject
    static class Shopper {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        @Type(Trimmed.class)
        @Column(unique = true)
        String login;
    }

    @Entity(name = "Purchase")
    static class Purchase {
        @Id
        Long id;

        @SoftReference(to = Shopper.class, attribute = "login")
        @PersonalData(DataCategory.USER_NAME)
        String shopper;
    }

    @Test
    void aTypeThatStoresTextsAsTheyAreIsLikeNone() {
        assertThat(map(Shopper.class, Purchase.class)
                        .table("Purchase")
                        .orElseThrow()
                        .owners())
                .extracting(Ownership::path)
                .containsExactly("shopper");
    }
}
