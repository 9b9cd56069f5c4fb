package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.datamap.Finding;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that name their person by a copied value, without a foreign key. */
class SoftReferencesTest extends ErasureContract {

    @Entity(name = "Buyer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Buyer() {}

        Buyer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Basket")
    static class Basket {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Buyer.class)
        Long buyerId;

        Basket() {}

        Basket(long id, Long buyerId) {
            this.id = id;
            this.buyerId = buyerId;
        }
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Buyer.class, attribute = "email", ignoreCase = true)
        String sentTo;

        Letter() {}

        Letter(long id, String sentTo) {
            this.id = id;
            this.sentTo = sentTo;
        }
    }

    @Test
    void softReferencesAreFollowedByKeyAndByMailAddressInAnyCase() {
        Population p = population(Buyer.class, Basket.class, Letter.class);
        p.save(new Buyer(1, "Anna@A.example"), new Buyer(2, "bert@b.example"));
        p.save(new Basket(1, 1L), new Basket(2, 2L), new Basket(3, null));
        p.save(new Letter(1, "anna@a.EXAMPLE"), new Letter(2, "bert@b.example"), new Letter(3, null));

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "basket{buyerid=1, id=1}",
                        "buyer{email=Anna@A.example, id=1}",
                        "letter{id=1, sentto=anna@a.EXAMPLE}");
        assertThat(erased.came()).containsExactly("buyer{id=1}");
    }

    @Test
    void aSubjectWithoutMailAddressTakesNobodysLetters() {
        Population p = population(Buyer.class, Basket.class, Letter.class);
        p.save(new Buyer(1, null), new Letter(1, null), new Letter(2, "bert@b.example"));

        assertThat(erase(p, Buyer.class, 1).gone()).isEmpty();
    }

    @Entity(name = "Caller")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Caller {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.PHONE)
        @Column(unique = true)
        String phone;

        @PersonalData(DataCategory.USER_NAME)
        String login;
    }

    @Entity(name = "Voicemail")
    @SubjectPath("callerMail")
    @SubjectPath("callerPhone")
    @SubjectPath("callerLogin")
    @SubjectPath("callerId")
    @SubjectPath(value = "answeredBy", onErasure = RowAction.UNLINK)
    static class Voicemail {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Caller.class, attribute = "email")
        String callerMail;

        @PersonalData(DataCategory.PHONE)
        @SoftReference(to = Caller.class, attribute = "phone")
        String callerPhone;

        @PersonalData(DataCategory.USER_NAME)
        @SoftReference(to = Caller.class, attribute = "login")
        String callerLogin;

        @NotPersonal
        @SoftReference(to = Caller.class)
        Long callerId;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Caller.class, attribute = "email")
        String answeredBy;
    }

    @Test
    void aReferenceByWhichARowIsDeletedWithEitherOfTwoPeopleIsAFinding() {
        List<String> unique = List.of("create unique index one_login on Caller (login)");
        try (Population p = Population.of(family, Map.of(), unique, map -> {}, Caller.class, Voicemail.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .filteredOn(f -> f.kind() == Finding.Kind.SHARED_VALUE)
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.place()).isEqualToIgnoringCase("Voicemail.callerMail");
                        assertThat(f.describe())
                                .contains("refers to Caller.email by value, which is not unique")
                                .contains("Make Caller.email unique")
                                .contains("UNLINK");
                        assertThat(f.blocking()).isFalse();
                    });
        }
    }

    @Entity(name = "Telegram")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("paidBy")
    @SubjectPath(value = "sentTo", onErasure = RowAction.UNLINK)
    static class Telegram {
        @Id
        Long id;

        @ManyToOne
        Buyer paidBy;

        @PersonalData(DataCategory.EMAIL)
        @SoftReference(to = Buyer.class, attribute = "email", ignoreCase = true)
        String sentTo;

        Telegram() {}

        Telegram(long id, String sentTo) {
            this.id = id;
            this.sentTo = sentTo;
        }
    }

    @Test
    void aMailAddressInAnotherCaseIsLetGoOfToo() {
        Population p = population(Buyer.class, Telegram.class);
        p.save(new Buyer(1, "Anna@A.example"), new Buyer(2, "bert@b.example"));
        p.save(new Telegram(1, "anna@a.EXAMPLE"), new Telegram(2, "BERT@b.example"));

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly("buyer{email=Anna@A.example, id=1}", "telegram{id=1, sentto=anna@a.EXAMPLE}");
        assertThat(erased.came()).containsExactly("buyer{id=1}", "telegram{id=1}");
    }

    @Test
    void aBlankMailAddressNamesNobody() {
        Population p = population(Buyer.class, Telegram.class);
        p.save(new Buyer(1, " "), new Telegram(1, " "));

        assertThat(erase(p, Buyer.class, 1).gone()).containsExactly("buyer{email= , id=1}");
    }
}
