package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;

/** Columns that name a person are met wherever the annotation stands that marks them. */
class MentionsEverywhereTest extends ErasureContract {

    @Retention(RetentionPolicy.RUNTIME)
    @interface CreatedBy {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface LastModifiedBy {}

    @Entity(name = "Writer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(
            annotatedWith = {"CreatedBy", "LastModifiedBy"},
            attribute = "login")
    static class Writer {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(DataCategory.USER_NAME)
        String login;

        Writer() {}

        Writer(long id, String login) {
            this.id = id;
            this.login = login;
        }
    }

    @MappedSuperclass
    abstract static class Recorded {
        @Id
        Long id;

        @CreatedBy
        String maker;
    }

    @Embeddable
    static class Stamp {
        @LastModifiedBy
        String changer;
    }

    /** In a mapped superclass, an embeddable, a secondary table, and the history of all of them. */
    @Entity(name = "Essay")
    @SecondaryTable(name = "essay_more")
    @Audited
    static class Essay extends Recorded {
        @NotPersonal
        String title;

        @Embedded
        Stamp stamp = new Stamp();

        @LastModifiedBy
        @Column(table = "essay_more")
        String reviewer;

        @ElementCollection
        @CollectionTable(name = "essay_edits")
        @OrderColumn(name = "nr")
        List<Edit> edits = new ArrayList<>();
    }

    /** In the elements of a collection. */
    @Embeddable
    static class Edit {
        @NotPersonal
        String what;

        @CreatedBy
        @Column(name = "edited_by")
        String editor;

        Edit() {}

        Edit(String what, String editor) {
            this.what = what;
            this.editor = editor;
        }
    }

    /** In an heir with a table of its own, and in a table for each class. */
    @Entity(name = "Item")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Item {
        @Id
        Long id;
    }

    @Entity(name = "Book")
    static class Book extends Item {
        @CreatedBy
        String binder;
    }

    @Entity(name = "Sheet")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Sheet extends Recorded {}

    @Entity(name = "Poster")
    static class Poster extends Sheet {
        @NotPersonal
        String size;
    }

    private static Essay essay(long id, String one, String two) {
        Essay essay = new Essay();
        essay.id = id;
        essay.title = "essay " + id;
        essay.maker = one;
        essay.stamp.changer = two;
        essay.reviewer = one;
        essay.edits.add(new Edit("first", one));
        essay.edits.add(new Edit("second", two));
        return essay;
    }

    @Test
    void whereverTheAnnotationStandsTheMentionGoes() {
        try (Population p =
                Population.of(family, Writer.class, Essay.class, Item.class, Book.class, Sheet.class, Poster.class)) {
            p.save(new Writer(1, "annaahl"), new Writer(2, "bertborg"));
            Book book = new Book();
            book.id = 1L;
            book.binder = "annaahl";
            Poster poster = new Poster();
            poster.id = 1L;
            poster.maker = "annaahl";
            poster.size = "A0";
            p.save(essay(1, "annaahl", "bertborg"), essay(2, "bertborg", "annaahl"), book, poster);
            p.rasura().dataMap().assertComplete();
            List<String> before = p.dump();

            Erased erased = eraseWithoutResidue(p, Writer.class, 1);

            assertThat(erased.after())
                    .extracting(MentionsEverywhereTest::known)
                    .containsExactlyInAnyOrderElementsOf(before.stream()
                            .map(row -> row.replaceAll("\\w+=annaahl(, )?", "").replace(", }", "}"))
                            .map(MentionsEverywhereTest::known)
                            .toList());
            assertThat(erased.gone().stream()
                            .map(row -> row.replaceAll("\\{.*", ""))
                            .distinct())
                    .containsExactlyInAnyOrder(
                            "book",
                            "essay",
                            "essay_aud",
                            "essay_edits",
                            "essay_edits_aud",
                            "essay_more",
                            "essay_more_aud",
                            "poster",
                            "writer");
        }
    }

    @Entity(name = "Printer")
    @DataSubject
    @ReferredToBy(columns = "printed_by", attribute = "login")
    static class Printer {
        @Id
        Long id;

        @Column(unique = true)
        @PersonalData(DataCategory.USER_NAME)
        String login;
    }

    @Test
    void aColumnThatOnlyTheDatabaseHasIsMetByItsName() {
        List<String> column = List.of("alter table Item add column printed_by varchar(255)");
        try (Population p = Population.of(family, Map.of(), column, map -> {}, Printer.class, Item.class, Book.class)) {
            p.rasura().dataMap().assertComplete();
            p.database().execute("insert into Printer (id, login) values (1, 'annaahl'), (2, 'bertborg')");
            p.database().execute("insert into Item (id, printed_by) values (1, 'annaahl'), (2, 'bertborg')");

            Erased erased = eraseWithoutResidue(p, Printer.class, 1);

            assertThat(erased.gone()).containsExactly("item{id=1, printed_by=annaahl}", "printer{id=1, login=annaahl}");
            assertThat(erased.came()).containsExactly("item{id=1}");
        }
    }

    /** Of a key, a token is written. */
    private static String known(String row) {
        return row.replaceAll("\\w+=(TOKEN|erased-\\w+)(, )?", "").replace(", }", "}");
    }
}
