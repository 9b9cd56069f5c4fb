package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;

/** Comments on the comments of others: these stay, and let go of what they replied to. */
class RepliesTest extends ErasureContract {

    @Entity(name = "Writer")
    @DataSubject
    static class Writer {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        @ManyToOne
        Writer invitedBy;

        Writer() {}

        Writer(long id, String nick, Writer invitedBy) {
            this.id = id;
            this.nick = nick;
            this.invitedBy = invitedBy;
        }
    }

    @Entity(name = "Comment")
    @Table(name = "comment_")
    static class Comment {
        @Id
        Long id;

        @ManyToOne
        Writer author;

        @ManyToOne
        Comment parent;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Comment() {}

        Comment(long id, Writer author, Comment parent) {
            this.id = id;
            this.author = author;
            this.parent = parent;
            this.text = "comment " + id;
        }
    }

    @Test
    void repliesOfOthersStayAndLoseTheirParent() {
        Population p = population(Writer.class, Comment.class);
        Writer anna = new Writer(1, "annaahl", null);
        Writer bert = new Writer(2, "bertborg", anna);
        Comment first = new Comment(1, anna, null);
        Comment reply = new Comment(2, bert, first);
        Comment back = new Comment(3, anna, reply);
        Comment selfReply = new Comment(4, anna, back);
        Comment last = new Comment(5, bert, selfReply);
        p.save(anna, bert, first, reply, back, selfReply, last);

        Erased erased = eraseWithoutResidue(p, Writer.class, 1);

        assertThat(erased.came())
                .containsExactlyInAnyOrder(
                        "comment_{author_id=2, id=2, text=comment 2}",
                        "comment_{author_id=2, id=5, text=comment 5}",
                        "writer{id=2, nick=bertborg}");
        assertThat(erased.after()).filteredOn(r -> !r.startsWith("large")).hasSize(3);
    }
}
