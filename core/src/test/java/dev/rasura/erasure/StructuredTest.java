package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Struct;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Columns that hold more than one value, or one that is made of others. */
class StructuredTest extends ErasureContract {

    @Embeddable
    static class Inner {
        @PersonalData(DataCategory.FREE_TEXT)
        @Column(name = "hidden_wish")
        String wish;

        @NotPersonal
        Integer rank;
    }

    /** As a whole: nothing in it is to stay. */
    @Embeddable
    static class Contact {
        @PersonalData(DataCategory.FREE_TEXT)
        String nick;

        @PersonalData(DataCategory.OTHER)
        Integer age;
    }

    /** Part by part. */
    @Embeddable
    static class Profile {
        @PersonalData(DataCategory.FREE_TEXT)
        String motto;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CONSTANT, constant = "none")
        String shoe;

        @NotPersonal
        String theme;

        @Embedded
        Inner inner;
    }

    @Entity(name = "Player")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Player {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @JdbcTypeCode(SqlTypes.JSON)
        Contact contact;

        @JdbcTypeCode(SqlTypes.JSON)
        Profile profile;

        @JdbcTypeCode(SqlTypes.JSON)
        @PersonalData(DataCategory.OTHER)
        Map<String, String> settings;

        @PersonalData(DataCategory.FREE_TEXT)
        String[] tags;

        Player() {}

        Player(long id) {
            this.id = id;
            this.email = "player" + id + "@a.example";
            this.contact = new Contact();
            contact.nick = "nick" + id;
            contact.age = 30;
            this.profile = new Profile();
            profile.motto = "motto" + id;
            profile.shoe = "shoe" + id;
            profile.theme = "dark";
            profile.inner = new Inner();
            profile.inner.wish = "wish" + id;
            profile.inner.rank = 7;
            this.settings = Map.of("phone", "+4670000000" + id);
            this.tags = new String[] {"tag" + id};
        }
    }

    @Test
    void aStructuredColumnIsOverwrittenAsAWholeOrByItsParts() {
        Population p = population(Player.class);
        p.save(new Player(1), new Player(2));

        assertThat(p.rasura().dataMap().table("Player").orElseThrow().columns())
                .extracting(MappedColumn::name, MappedColumn::classification)
                .containsExactlyInAnyOrder(
                        tuple("id", Classification.STRUCTURAL),
                        tuple("email", Classification.PERSONAL),
                        tuple("contact", Classification.PERSONAL),
                        tuple("profile", Classification.PERSONAL),
                        tuple("settings", Classification.PERSONAL),
                        tuple("tags", Classification.PERSONAL));
        List<String> before = p.dump();

        Erased erased = erase(p, Player.class, 1);

        assertThat(erased.came()).hasSize(1);
        assertThat(erased.came().get(0).replaceAll("[\\s\\\\]", ""))
                .contains("id=1", "\"theme\":\"dark\"", "\"rank\":7", "\"shoe\":\"none\"")
                .doesNotContain("motto1", "shoe1", "wish1", "nick1", "contact=", "settings=", "tags=", "email=");
        assertThat(erased.after())
                .containsAll(before.stream().filter(r -> r.contains("id=2")).toList());
        Player left = p.fromTransaction(session -> session.find(Player.class, 1L));
        assertThat(left.profile.theme).isEqualTo("dark");
        assertThat(left.profile.inner.rank).isEqualTo(7);
        assertThat(left.profile.inner.wish).isNull();
        assertThat(left.contact).isNull();
        assertThat(again(p, Player.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Embeddable
    @Struct(name = "size_type")
    static class Size {
        @PersonalData(DataCategory.HEALTH)
        Integer waist;

        @NotPersonal
        Integer shoe;
    }

    @Entity(name = "Wearer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Wearer {
        @Id
        Long id;

        Size size;

        Wearer() {}

        Wearer(long id) {
            this.id = id;
            this.size = new Size();
            size.waist = 80;
            size.shoe = 42;
        }
    }

    @Test
    void aStructIsOverwrittenAsAWhole() {
        if (!postgresql()) {
            return;
        }
        Population p = population(Wearer.class);
        p.save(new Wearer(1), new Wearer(2));

        Erased erased = erase(p, Wearer.class, 1);

        assertThat(erased.gone()).hasSize(1);
        assertThat(erased.came()).containsExactly("wearer{id=1}");
    }

    // --- computed columns

    @Entity(name = "Signatory")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Signatory {
        @Id
        Long id;

        @PersonalData(DataCategory.GIVEN_NAME)
        String given;

        @PersonalData(DataCategory.FAMILY_NAME)
        String family;

        @GeneratedColumn("upper(given)")
        @PersonalData(DataCategory.GIVEN_NAME)
        String shown;

        Signatory() {}

        Signatory(long id, String given, String family) {
            this.id = id;
            this.given = given;
            this.family = family;
        }
    }

    @Test
    void aComputedColumnFollowsWhatItIsComputedFrom() {
        Population p = population(Signatory.class);
        p.save(new Signatory(1, "Annabella", "Ahlgren"), new Signatory(2, "Bertil", "Borg"));

        Erased erased = eraseWithoutResidue(p, Signatory.class, 1);

        assertThat(erased.gone()).containsExactly("signatory{family=Ahlgren, given=Annabella, id=1, shown=ANNABELLA}");
        assertThat(erased.came()).containsExactly("signatory{id=1}");
    }

    // --- what only Java can read

    /** A final class without setters, stored as Java serialises it. */
    static final class Secret implements Serializable {
        private static final long serialVersionUID = 1;
        private final String text;

        Secret(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secret secret && secret.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** A record, whose components are its only members. */
    record Plate(String country, String number) {}

    static class PlateConverter implements AttributeConverter<Plate, String> {
        @Override
        public String convertToDatabaseColumn(Plate plate) {
            return plate == null ? null : plate.country() + ":" + plate.number();
        }

        @Override
        public Plate convertToEntityAttribute(String text) {
            return text == null ? null : new Plate(text.split(":")[0], text.split(":")[1]);
        }
    }

    @Embeddable
    record Home(
            @PersonalData(DataCategory.ADDRESS_LINE) String street,
            @NotPersonal String country) {}

    @Entity(name = "Motorist")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SuppressWarnings("UnusedVariable") // Hibernate reads the fields
    static final class Motorist {
        @Id
        private final Long id;

        @PersonalData(DataCategory.OTHER)
        private final Secret secret;

        @Convert(converter = PlateConverter.class)
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        private final Plate plate;

        private final Home home;

        Motorist() {
            this(null, null, null, null);
        }

        Motorist(Long id, Secret secret, Plate plate, Home home) {
            this.id = id;
            this.secret = secret;
            this.plate = plate;
            this.home = home;
        }
    }

    @Test
    void finalClassesRecordsConvertersAndSerialisedObjectsAreColumnsLikeOthers() {
        Population p = population(Motorist.class);
        p.save(
                new Motorist(1L, new Secret("one"), new Plate("SE", "ABC123"), new Home("Storgatan 1", "SE")),
                new Motorist(2L, new Secret("two"), new Plate("SE", "XYZ789"), new Home("Kungsgatan 2", "SE")));
        assertThat(p.rasura().dataMap().unclassified()).isEmpty();

        Erased erased = p.erase(Motorist.class, 1);

        assertThat(erased.came()).containsExactly("motorist{country=SE, id=1}");
        assertThat(erased.attestation().finds()).isEmpty();
        // Nobody but the converter knows that the two parts of the text are a plate.
        assertThat(erased.attestation().skipped())
                .singleElement()
                .asString()
                .startsWith("Motorist.plate: values are stored in another form");
    }
}
