package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** A mention in a row of several people, in a column that is one of theirs alone. */
class MentionOfOneTest extends ErasureContract {

    @Entity(name = "Poet")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "typed_by", attribute = "nick")
    static class Poet {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        Poet() {}

        Poet(long id, String nick) {
            this.id = id;
            this.nick = nick;
        }
    }

    @Entity(name = "Verse")
    @SubjectPath(value = "sender", onErasure = RowAction.ANONYMISE)
    @SubjectPath(value = "recipient", onErasure = RowAction.ANONYMISE)
    static class Verse {
        @Id
        Long id;

        @ManyToOne
        Poet sender;

        @ManyToOne
        Poet recipient;

        @PersonalData(value = DataCategory.USER_NAME, of = "sender")
        String typed_by;

        Verse() {}

        Verse(long id, Poet sender, Poet recipient, String typedBy) {
            this.id = id;
            this.sender = sender;
            this.recipient = recipient;
            this.typed_by = typedBy;
        }
    }

    @Test
    void itIsOverwrittenWhoeverTheRowIsOf() {
        Population p = population(Poet.class, Verse.class);
        Poet anna = new Poet(1, "annason");
        Poet bert = new Poet(2, "bertson");
        p.save(anna, bert, new Verse(1, bert, anna, "annason"), new Verse(2, anna, bert, "annason"));
        p.save(new Verse(3, bert, anna, "bertson"));

        assertThat(of(eraseWithoutResidue(p, Poet.class, 1).after(), "verse"))
                .containsExactly(
                        "verse{id=1, recipient_id=1, sender_id=2}",
                        "verse{id=2, recipient_id=2}",
                        "verse{id=3, recipient_id=1, sender_id=2, typed_by=bertson}");
    }
}
