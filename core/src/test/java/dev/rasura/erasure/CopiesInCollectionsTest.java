package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values that name a person, in collections of what is nobody's, and originals that are not in the person's own table. */
class CopiesInCollectionsTest extends ErasureContract {

    @Entity(name = "Reader")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "reader_more")
    static class Reader {
        @Id
        Long id;

        @Column(table = "reader_more", unique = true)
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Fellow")
    static class Fellow extends Reader {
        @Column(unique = true)
        @PersonalData(DataCategory.USER_NAME)
        String nick;

        Fellow() {}

        Fellow(long id) {
            this.id = id;
            this.email = "reader" + id + "@a.example";
            this.nick = "nickname" + id;
        }
    }

    @Embeddable
    static class Copy {
        @SoftReference(to = Reader.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String mail;

        @NotPersonal
        int times;

        Copy() {}

        Copy(String mail) {
            this.mail = mail;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Copy copy && Objects.equals(copy.mail, mail);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(mail);
        }
    }

    @Entity(name = "Newsletter")
    static class Newsletter {
        @Id
        Long id = 1L;

        @NotPersonal
        String title = "news";

        @ElementCollection
        @SoftReference(to = Reader.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        Set<String> recipients = new HashSet<>();

        @ElementCollection
        Set<Copy> copies = new HashSet<>();

        @ElementCollection
        @SoftReference(to = Reader.class)
        @NotPersonal
        Set<Long> numbers = new HashSet<>();

        /** Of an heir, in whose table the original is. */
        @ElementCollection
        @SoftReference(to = Fellow.class, attribute = "nick")
        @PersonalData(DataCategory.USER_NAME)
        Set<String> nicks = new HashSet<>();
    }

    @Test
    void elementsThatNameThePersonGoAndWhatHoldsThemStays() {
        Population p = population(Reader.class, Fellow.class, Newsletter.class);
        Newsletter newsletter = new Newsletter();
        for (long id = 1; id <= 2; id++) {
            Fellow reader = new Fellow(id);
            p.save(reader);
            newsletter.recipients.add(reader.email);
            newsletter.copies.add(new Copy(reader.email));
            newsletter.numbers.add(id);
            newsletter.nicks.add(reader.nick);
        }
        p.save(newsletter);
        p.rasura().dataMap().assertComplete();

        Erased erased = eraseWithoutResidue(p, Reader.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "fellow{id=1, nick=nickname1}",
                        "newsletter_copies{mail=reader1@a.example, newsletter_id=1, times=0}",
                        "newsletter_nicks{newsletter_id=1, nicks=nickname1}",
                        "newsletter_numbers{newsletter_id=1, numbers=1}",
                        "newsletter_recipients{newsletter_id=1, recipients=reader1@a.example}",
                        "reader_more{email=reader1@a.example, id=1}");
        assertThat(erased.came()).containsExactly("fellow{id=1}", "reader_more{id=1}");
    }
}
