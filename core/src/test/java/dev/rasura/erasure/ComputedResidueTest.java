package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.GeneratedColumn;
import org.junit.jupiter.api.Test;

/** What the database computes from an overwritten value is nobody's. */
class ComputedResidueTest extends ErasureContract {

    @Entity(name = "Rower")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Rower {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Rower() {}

        Rower(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Crew")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("bow")
    @SubjectPath("stroke")
    static class Crew {
        @Id
        Long id;

        @ManyToOne
        Rower bow;

        @ManyToOne
        Rower stroke;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.CONSTANT, constant = "Not-Said")
        String contact;

        @PersonalData(DataCategory.EMAIL)
        @GeneratedColumn("lower(contact)")
        @Column(insertable = false, updatable = false)
        String searched;

        Crew() {}

        Crew(long id, Rower bow, Rower stroke, String contact) {
            this.id = id;
            this.bow = bow;
            this.stroke = stroke;
            this.contact = contact;
        }
    }

    @Test
    void whatIsComputedFromAConstantIsNotLookedForAtTheSecondPersonsErasure() {
        Population p = population(Rower.class, Crew.class);
        Rower anna = new Rower(1, "anna@row.example");
        Rower bert = new Rower(2, "bert@row.example");
        p.save(anna, bert, new Crew(1, anna, bert, "Crew@row.example"));
        eraseWithoutResidue(p, Rower.class, 1);

        eraseWithoutResidue(p, Rower.class, 2);

        assertThat(p.database().query(String.class, "select searched from Crew"))
                .isEqualTo("not-said");
    }
}
