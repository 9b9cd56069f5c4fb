package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a mapping cascades deletes nobody whom the person merely knows. */
class CascadesTest extends ErasureContract {

    @Entity(name = "Fan")
    @DataSubject
    static class Fan {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToMany(cascade = CascadeType.REMOVE)
        List<Fan> follows = new ArrayList<>();

        @OneToMany(mappedBy = "fan", cascade = CascadeType.REMOVE)
        List<Post> posts = new ArrayList<>();

        Fan() {}

        Fan(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Post")
    @OnErasure(RowAction.ANONYMISE)
    static class Post {
        @Id
        Long id;

        @ManyToOne
        Fan fan;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Post() {}

        Post(long id, Fan fan, String text) {
            this.id = id;
            this.fan = fan;
            this.text = text;
        }
    }

    private Population fans() {
        Population p = population(Fan.class, Post.class);
        Fan anna = new Fan(1, "anna@a.example");
        Fan bert = new Fan(2, "bert@b.example");
        Fan carl = new Fan(3, "carl@c.example");
        anna.follows.add(bert);
        bert.follows.add(carl);
        p.save(anna, bert, carl, new Post(1, anna, "hers"), new Post(2, bert, "his"));
        return p;
    }

    @Test
    void whomThePersonFollowedStaysWhateverTheMappingCascades() {
        Erased erased = eraseWithoutResidue(fans(), Fan.class, 1);
        assertThat(erased.gone())
                .containsExactly(
                        "fan_fan{fan_id=1, follows_id=2}",
                        "fan{email=anna@a.example, id=1}",
                        "post{fan_id=1, id=1, text=hers}");
        assertThat(erased.came()).containsExactly("post{id=1}");
    }

    @Test
    void whomThePersonFollowedStaysWithTheEntityManagedInTheJoinedSession() {
        Population p = fans();
        List<String> others = p.dump().stream()
                .filter(row -> row.contains("bert") || row.contains("carl") || row.contains("his"))
                .toList();
        p.inTransaction(session -> {
            Fan anna = session.find(Fan.class, 1L);
            assertThat(anna.follows).hasSize(1);
            assertThat(anna.posts).hasSize(1);
            p.rasura().erasure().erase(dev.rasura.SubjectRef.of(Fan.class, 1), session);
        });
        assertThat(p.dump()).containsAll(others).noneMatch(row -> row.contains("anna") || row.contains("hers"));
        assertThat(p.database().count("Fan")).isEqualTo(2);
    }
}
