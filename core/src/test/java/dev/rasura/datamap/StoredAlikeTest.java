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
import dev.rasura.annotation.SoftReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.junit.jupiter.api.Test;

/** A copied value meets its original only where both are stored by the same converter or expression. */
class StoredAlikeTest {

    private static final String NEVER_MEET = "so that they never meet";

    static class Prefixed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String plain) {
            return plain == null ? null : "p" + plain;
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored == null ? null : stored.substring(1);
        }
    }

    static class Reversed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String plain) {
            return plain == null ? null : new StringBuilder(plain).reverse().toString();
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return convertToDatabaseColumn(stored);
        }
    }

    /** As encryption does that begins with a random block. */
    static class Salted implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String plain) {
            return plain == null ? null : UUID.randomUUID() + plain;
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored == null ? null : stored.substring(36);
        }
    }

    @Entity(name = "Client")
    @DataSubject
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Prefixed.class)
        @Column(unique = true)
        String prefixed;

        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Salted.class)
        @Column(unique = true)
        String salted;

        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "lower(?)")
        @Column(unique = true)
        String lower;
    }

    @Entity(name = "Reversal")
    static class Reversal {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "prefixed")
        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Reversed.class)
        String client;
    }

    @Entity(name = "Salting")
    static class Salting {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "salted")
        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Salted.class)
        String client;
    }

    @Entity(name = "AsWritten")
    static class AsWritten {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "lower")
        @PersonalData(DataCategory.EMAIL)
        String client;
    }

    @Test
    void twoConvertersOneThatMakesAnotherTextEachTimeAndAnExpressionOnOneSideNeverMeet() {
        assertOneFinding(findings(Client.class, Reversal.class), "Reversal.client", NEVER_MEET);
        assertOneFinding(findings(Client.class, Salting.class), "Salting.client", NEVER_MEET);
        assertOneFinding(findings(Client.class, AsWritten.class), "AsWritten.client", NEVER_MEET);
    }

    @Entity(name = "Prefix")
    static class Prefix {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "prefixed")
        @PersonalData(DataCategory.EMAIL)
        @Convert(converter = Prefixed.class)
        String client;
    }

    @Entity(name = "Lower")
    static class Lower {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "lower")
        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "lower(?)")
        String client;
    }

    @Entity(name = "AnyCase")
    static class AnyCase {
        @Id
        Long id;

        @SoftReference(to = Client.class, attribute = "lower", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String client;
    }

    @Test
    void whatIsStoredAlikeMeets() {
        DataMap map = map(Client.class, Prefix.class, Lower.class, AnyCase.class);

        for (String table : new String[] {"Prefix", "Lower", "AnyCase"}) {
            assertThat(map.table(table).orElseThrow().owners())
                    .extracting(Ownership::path)
                    .containsExactly("client");
        }
    }

    @Entity(name = "Clerk")
    @DataSubject
    @ReferredToBy(columns = "edited_by", attribute = "login")
    static class Clerk {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        @Column(unique = true)
        @ColumnTransformer(write = "upper(?)")
        String login;
    }

    @Entity(name = "Edited")
    static class Edited {
        @Id
        Long id;

        @Column(name = "edited_by")
        String editor;
    }

    @Test
    void aMentionThatIsStoredOtherwiseIsRefused() {
        assertOneFinding(findings(Clerk.class, Edited.class), "Edited.edited_by", "the form in which it is stored");
    }

    @Entity(name = "Seeker")
    @DataSubject
    @ReferredToBy(columns = "asked_by", attribute = "drawn")
    static class Seeker {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "concat(?, random_uuid())")
        @Column(unique = true)
        String drawn;

        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "concat(?, cast(Current_Timestamp as varchar))")
        @Column(unique = true)
        String dated;
    }

    @Entity(name = "Drawing")
    static class Drawing {
        @Id
        Long id;

        @SoftReference(to = Seeker.class, attribute = "drawn")
        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "concat(?, random_uuid())")
        String seeker;
    }

    @Entity(name = "Dating")
    static class Dating {
        @Id
        Long id;

        @SoftReference(to = Seeker.class, attribute = "dated")
        @PersonalData(DataCategory.EMAIL)
        @ColumnTransformer(write = "concat(?, cast(Current_Timestamp as varchar))")
        String seeker;
    }

    @Entity(name = "Asking")
    static class Asking {
        @Id
        Long id;

        @Column(name = "asked_by")
        @ColumnTransformer(write = "concat(?, random_uuid())")
        String asker;
    }

    @Test
    void anExpressionThatMakesAnotherTextEachTimeIsLikeNoneInAnotherPlace() {
        List<String> findings = findings(Seeker.class, Drawing.class, Dating.class, Asking.class);

        assertThat(findings).hasSize(3);
        assertFinding(findings, "Drawing.seeker", NEVER_MEET);
        assertFinding(findings, "Dating.seeker", NEVER_MEET);
        assertFinding(findings, "Asking.asked_by", NEVER_MEET);
    }
}
