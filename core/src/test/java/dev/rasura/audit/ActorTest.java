package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectRef;
import org.junit.jupiter.api.Test;

/** Two people are two actors, however long and however alike their names are. */
class ActorTest {

    private static final String LONG = "cn=" + "x".repeat(300);

    @Test
    void aNameThatFitsIsTheId() {
        assertThat(Actor.user("anna").id()).isEqualTo("anna");
        assertThat(Actor.user("x".repeat(255)).id()).isEqualTo("x".repeat(255));
    }

    @Test
    void longerNamesThatBeginAlikeAreTwoActors() {
        Actor one = Actor.user(LONG + "1");
        assertThat(one.id()).hasSize(255).startsWith(LONG.substring(0, 222) + "~");
        assertThat(one).isEqualTo(Actor.user(LONG + "1")).isNotEqualTo(Actor.user(LONG + "2"));
    }

    /** As {@code printf %s "$name" | sha256sum} prints it, so that anybody can find the actor of a name. */
    @Test
    void theHashIsThatOfTheWholeName() {
        assertThat(Actor.user("a".repeat(1_000)).id()).isEqualTo("a".repeat(222) + "~41edece42d63e8d9bf515a9ba6932e1c");
    }

    /** Whoever may choose a name could else be the actor that a long name was made to. */
    @Test
    void aNameThatLooksLikeAShortenedOneIsAnotherActor() {
        String shortened = Actor.user(LONG).id();
        assertThat(Actor.user(shortened)).isNotEqualTo(Actor.user(LONG));
        String brief = "bob~" + "0123456789abcdef".repeat(2);
        assertThat(Actor.user(brief).id()).startsWith(brief + "~").hasSize(brief.length() + 33);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String name = "x".repeat(221) + "\ud83d\ude00" + "y".repeat(100);
        assertThat(Actor.user(name).id()).startsWith("x".repeat(221) + "~").hasSize(254);
    }

    @Test
    void theKeyOfASubjectIsTakenAsItIsOrRefused() {
        assertThat(Actor.of(SubjectRef.of("Member", "m~" + "0".repeat(32))).id())
                .isEqualTo("m~" + "0".repeat(32));
        assertThatThrownBy(() -> Actor.of(SubjectRef.of("Member", LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Member'")
                .hasMessageContaining("303")
                .hasMessageContaining("Actor.user");
        assertThatThrownBy(() -> Actor.user(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
