package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loaded collections are found by whatever key their rows refer to their owners. */
class ManagedCollectionKeysTest extends ErasureContract {

    @Entity(name = "Critic")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(attribute = "login", columns = "said_by")
    static class Critic {
        @Id
        Long id = 1L;

        @PersonalData(DataCategory.USER_NAME)
        String login = "annalogin";
    }

    @Embeddable
    static class Line {
        @NotPersonal
        String words;

        @Column(name = "said_by")
        String saidBy;

        Line() {}

        Line(String words, String saidBy) {
            this.words = words;
            this.saidBy = saidBy;
        }
    }

    @Embeddable
    record Place(int bench, String letter) implements Serializable {}

    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        Place place = new Place(7, "A");

        @ElementCollection
        List<Line> lines = new ArrayList<>();
    }

    @Entity(name = "Cushion")
    static class Cushion {
        @Id
        @OneToOne
        Seat seat;

        @ElementCollection
        List<Line> lines = new ArrayList<>();
    }

    enum Genre {
        DRAMA
    }

    @Entity(name = "Shelfmark")
    static class Shelfmark {
        @Id
        @Enumerated(EnumType.STRING)
        Genre genre = Genre.DRAMA;

        @NotPersonal
        @Column(unique = true)
        String code = "d-1";

        @ElementCollection
        List<Line> lines = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "coded", joinColumns = @JoinColumn(name = "code", referencedColumnName = "code"))
        List<Line> coded = new ArrayList<>();
    }

    @Test
    void ofPartsOfAnAssociationOfAnEnumAndOfAnotherUniqueColumn() {
        Population p = population(Critic.class, Seat.class, Cushion.class, Shelfmark.class);
        Seat seat = new Seat();
        Cushion cushion = new Cushion();
        cushion.seat = seat;
        Shelfmark mark = new Shelfmark();
        for (List<Line> lines : List.of(seat.lines, cushion.lines, mark.lines, mark.coded)) {
            lines.add(new Line("good", "annalogin"));
        }
        p.save(new Critic(), seat, cushion, mark);

        p.inTransaction(session -> {
            Seat ofParts = session.find(Seat.class, seat.place);
            Cushion derived = session.createQuery("from Cushion", Cushion.class).getSingleResult();
            Shelfmark ofEnum = session.find(Shelfmark.class, Genre.DRAMA);
            List<List<Line>> loaded = List.of(ofParts.lines, derived.lines, ofEnum.lines, ofEnum.coded);
            loaded.forEach(lines -> assertThat(lines).hasSize(1));
            p.rasura().erasure().erase(SubjectRef.of(Critic.class, 1), session);
            loaded.forEach(lines -> lines.add(new Line("bad", "bertlogin")));
        });

        assertThat(p.dump())
                .filteredOn(row -> row.contains("words=good"))
                .hasSize(4)
                .noneMatch(row -> row.contains("annalogin"));
        assertThat(p.dump()).noneMatch(row -> row.contains("words=bad"));
    }
}
