package dev.rasura.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;

/** People of three kinds, and rows that name them by a key or by a value that an erasure takes away. */
final class NamedPeople {

    static final Class<?>[] MODEL = {
        Person.class,
        Visit.class,
        Letter.class,
        Page.class,
        Article.class,
        Member.class,
        Login.class,
        Author.class,
        Quote.class,
        Household.class
    };

    private NamedPeople() {}

    @Entity(name = "Person")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "written_by", attribute = "email")
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Person() {}

        Person(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    /** Names the person by key. */
    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Person.class)
        Long personId;

        Visit() {}

        Visit(long id, long personId) {
            this.id = id;
            this.personId = personId;
        }
    }

    /** Names the person by a value that the erasure overwrites. */
    @Entity(name = "Letter")
    @SubjectPath("recipient")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Person.class, attribute = "email", ignoreCase = true)
        @PersonalData(DataCategory.EMAIL)
        String recipient;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "a text";

        Letter() {}

        Letter(long id, String recipient) {
            this.id = id;
            this.recipient = recipient;
        }
    }

    /** Is the person's through a letter. */
    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        @ManyToOne
        Letter letter;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "a page";

        Page() {}

        Page(long id, Letter letter) {
            this.id = id;
            this.letter = letter;
        }
    }

    /** Nobody's, with the name of who wrote it. */
    @Entity(name = "Article")
    static class Article {
        @Id
        Long id;

        @NotPersonal
        String written_by;

        Article() {}

        Article(long id, String writtenBy) {
            this.id = id;
            this.written_by = writtenBy;
        }
    }

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Member() {}

        Member(String login) {
            this.login = login;
        }
    }

    @Entity(name = "Login")
    static class Login {
        @Id
        Long id;

        @SoftReference(to = Member.class)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Login() {}

        Login(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    /** Keeps its row, under a token instead of its key. */
    @Entity(name = "Author")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Author {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        String penName;

        Author() {}

        Author(String penName) {
            this.penName = penName;
        }
    }

    @Entity(name = "Quote")
    static class Quote {
        @Id
        Long id;

        @SoftReference(to = Author.class)
        @PersonalData(DataCategory.USER_NAME)
        String author;

        Quote() {}

        Quote(long id, String author) {
            this.id = id;
            this.author = author;
        }
    }

    @Entity(name = "Household")
    @OnErasure(RowAction.ANONYMISE)
    static class Household {
        @Id
        Long id;

        @OneToOne
        Person head;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        Household() {}

        Household(long id, Person head, String street) {
            this.id = id;
            this.head = head;
            this.street = street;
        }
    }

    /** Two of each kind of people, with a row of each kind that names them. */
    static void fill(Population p) {
        Person anna = new Person(1, "anna@a.example");
        Person bert = new Person(2, "bert@b.example");
        p.save(anna, bert, new Household(1, anna, "Elm Street 7"));
        p.save(new Visit(1, 1), new Visit(2, 2), new Article(1, "anna@a.example"), new Article(2, "bert@b.example"));
        Letter letter = new Letter(1, "Anna@A.example");
        p.save(letter, new Page(1, letter), new Letter(2, "bert@b.example"));
        p.save(new Member("anna"), new Member("bert"), new Login(1, "anna"), new Login(2, "bert"));
        p.save(new Author("anna a."), new Author("bert b."), new Quote(1, "anna a."), new Quote(2, "bert b."));
    }
}
