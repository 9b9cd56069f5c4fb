package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables, and columns in them, that a collection of one entity and another entity have in common. */
class SharedTablesTest {

    @Entity(name = "Reader")
    @DataSubject
    static class Reader {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Review")
    static class Review {
        @Id
        Long id;

        @ManyToOne
        Reader reader;

        @NotPersonal
        String title;
    }

    /** Its name comes before that of what it holds. */
    @Entity(name = "Anthology")
    static class Anthology {
        @Id
        Long id;

        @ManyToMany
        @MapKey(name = "reader")
        Map<Reader, Review> byReader = new HashMap<>();

        @ManyToMany
        @MapKey(name = "title")
        Map<String, Review> byTitle = new HashMap<>();
    }

    @Test
    void aMapKeyedByAnAttributeOfItsValuesSaysNothingOfTheColumnBehindIt() {
        DataMap map = map(Reader.class, Review.class, Anthology.class);

        assertThat(map.table("Review").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("reader");
        assertThat(map.unclassified()).isEmpty();
    }

    @Embeddable
    static class Line {
        @ManyToOne
        @JoinColumn(name = "reader_id")
        Reader reader;

        @NotPersonal
        String title;
    }

    @Entity(name = "Bill")
    static class Bill {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "loan", joinColumns = @JoinColumn(name = "bill_id"))
        List<Line> lines = new ArrayList<>();
    }

    @Entity(name = "Loan")
    @Table(name = "loan")
    static class Loan {
        @Id
        @Column(name = "bill_id")
        Long id;

        @ManyToOne
        @JoinColumn(name = "reader_id")
        Reader reader;

        @NotPersonal
        String title;
    }

    @Test
    void whomAnElementMentionsIsFollowedWhereAnEntityRefersByTheSameColumn() {
        DataMap map = map(Reader.class, Bill.class, Loan.class);

        assertThat(map.table("loan").orElseThrow().owners())
                .extracting(Ownership::path)
                .contains("reader");
    }

    @Entity(name = "Return")
    @Table(name = "loan")
    static class Return {
        @Id
        @Column(name = "bill_id")
        Long id;

        @NotPersonal("of the library")
        @ManyToOne
        @JoinColumn(name = "reader_id")
        Reader reader;

        @NotPersonal
        String title;
    }

    @Test
    void aMentionDoesNotMakeRowsSomebodysOfWhichTheirEntitySaysThatTheyAreNot() {
        DataMap map = map(Reader.class, Bill.class, Return.class);

        assertThat(map.table("loan").orElseThrow().owners()).isEmpty();
    }

    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        Long id;

        @OneToMany
        @JoinColumn(name = "shelf_id")
        @MapKeyJoinColumn(name = "donor_id", nullable = true)
        Map<Reader, Book> byDonor = new HashMap<>();
    }

    @Entity(name = "Book")
    static class Book {
        @Id
        Long id;

        @NotPersonal
        String title;
    }

    @Test
    void whomAMapIsKeyedByInTheTableOfItsValuesOwnsNoneOfThem() {
        DataMap map = map(Reader.class, Shelf.class, Book.class);

        assertThat(map.table("Book").orElseThrow().owners()).isEmpty();
    }

    @Entity(name = "Card")
    static class Card {
        @Id
        Long id;

        @OneToOne
        @JoinTable(
                name = "card_holder",
                joinColumns = @JoinColumn(name = "card_id"),
                inverseJoinColumns = @JoinColumn(name = "holder_id"))
        Holder holder;

        String number;
    }

    @Entity(name = "Holder")
    @DataSubject
    static class Holder {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToOne(mappedBy = "holder")
        Card card;
    }

    @Test
    void aJoinTableSeenFromBothSidesOfAOneToOneIsAPartOfTheSideThatWritesIt() {
        DataMap map = map(Holder.class, Card.class);

        assertThat(map.table("card_holder").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("holder");
        assertThat(map.table("Card").orElseThrow().owners())
                .extracting(Ownership::path)
                .containsExactly("Card.holder");
        assertThat(map.unclassified()).containsExactly("Card.number");
    }
}
