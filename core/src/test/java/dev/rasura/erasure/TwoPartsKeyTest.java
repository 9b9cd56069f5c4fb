package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key of two personal parts, both of which references follow. */
class TwoPartsKeyTest extends ErasureContract {

    @Embeddable
    record FullKey(
            @PersonalData(DataCategory.EMAIL) @Column(length = 60)
            String email,

            @PersonalData(DataCategory.USER_NAME) @Column(length = 60)
            String login)
            implements Serializable {}

    @Entity(name = "Singer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Singer {
        @EmbeddedId
        FullKey id;

        Singer() {}

        Singer(String email, String login) {
            this.id = new FullKey(email, login);
        }
    }

    @Entity(name = "Song")
    static class Song {
        @Id
        Long id;

        @ManyToOne
        @NotPersonal
        Singer singer;

        @ManyToOne
        @NotPersonal
        @JoinColumn(name = "w1", foreignKey = @ForeignKey(value = ConstraintMode.NO_CONSTRAINT))
        @JoinColumn(name = "w2")
        Singer writer;

        Song() {}

        Song(long id, Singer singer) {
            this.id = id;
            this.singer = singer;
            this.writer = singer;
        }
    }

    @Test
    void bothPartsFollow() {
        Population p = population(Singer.class, Song.class);
        Singer anna = new Singer("anna@a.example", "annason");
        Singer bert = new Singer("bert@a.example", "bertson");
        p.save(anna, bert, new Song(1, anna), new Song(2, bert));

        var erased = erase(p, SubjectRef.ofParts("Singer", Map.of("email", "anna@a.example", "login", "annason")));

        assertThat(erased.after().toString()).doesNotContain("anna");
        assertThat(
                        p.database()
                                .query(
                                        Long.class,
                                        "select count(*) from Song s join Singer k on k.email = s.singer_email and k.login = s.singer_login"))
                .isEqualTo(2);
    }
}
