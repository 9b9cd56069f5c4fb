package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.junit.jupiter.api.Test;

/** Personal values by which rows refer to a person who is anonymised, without a foreign key of the database. */
class UnconstrainedValuesTest extends ErasureContract {

    @Entity(name = "Author")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Author implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true)
        String email;

        Author() {}

        Author(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Essay")
    @OnErasure(RowAction.ANONYMISE)
    static class Essay {
        @Id
        Long id;

        @ManyToOne
        @NotFound(action = NotFoundAction.IGNORE)
        @JoinColumn(name = "writer", referencedColumnName = "email")
        Author writer;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Entity(name = "Award")
    static class Award {
        @Id
        Long id;

        @ManyToOne
        @NotPersonal("a prize is nobody's")
        @JoinColumn(
                name = "winner",
                referencedColumnName = "email",
                foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Author winner;
    }

    @Entity(name = "Draft")
    static class Draft {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(
                name = "writer",
                referencedColumnName = "email",
                foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Author writer;

        Draft() {}

        Draft(long id, Author writer) {
            this.id = id;
            this.writer = writer;
        }
    }

    @Test
    void areRefusedInRowsThatStay() {
        refused(Essay.class, "Essay.[writer]");
        refused(Award.class, "Award.[winner]");
    }

    private void refused(Class<?> referring, String column) {
        assertThatThrownBy(() -> Population.of(family, Author.class, referring).close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Author.email: is overwritten, but " + column + " refer to it");
    }

    @Test
    void goWithRowsThatGo() {
        Population p = population(Author.class, Draft.class);
        Author anna = new Author(1, "anna@a.example");
        Author bert = new Author(2, "bert@b.example");
        p.save(anna, bert, new Draft(1, anna), new Draft(2, bert));

        assertThat(eraseWithoutResidue(p, Author.class, 1).gone())
                .containsExactlyInAnyOrder("author{email=anna@a.example, id=1}", "draft{id=1, writer=anna@a.example}");
    }
}
