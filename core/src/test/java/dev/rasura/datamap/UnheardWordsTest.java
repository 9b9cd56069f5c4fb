package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.Test;

/** A word is heard wherever it stands on a class or its attribute, and refused where it would say nothing. */
class UnheardWordsTest {

    @Entity(name = "Recruiter")
    @DataSubject
    static class Recruiter {
        @Id
        Long id;

        String mail;

        @PersonalData(DataCategory.EMAIL)
        String getEmail() {
            return mail;
        }

        @NotPersonal("a job is not the recruiter's who posted it")
        @OneToMany
        @JoinColumn(name = "recruiter_id")
        List<Job> jobs = new ArrayList<>();

        @NotPersonal
        @Formula("1")
        int one;
    }

    @Entity(name = "Job")
    static class Job {
        @Id
        Long id;

        @NotPersonal
        String title;
    }

    @Test
    void aWordWhereNoColumnStandsIsRefused() {
        List<String> findings = findings(Recruiter.class, Job.class);

        assertThat(findings).hasSize(2);
        assertFinding(
                findings, "Recruiter.jobs: @NotPersonal says nothing here", "the association of the other entity");
        assertFinding(findings, "Recruiter.getEmail: @PersonalData says nothing here", "where the column is");
    }

    @Embeddable
    static class Contact {
        @NotPersonal
        String channel;

        @PersonalData(DataCategory.PHONE)
        String getNumber() {
            return "";
        }

        @Transient
        @PersonalData(DataCategory.PHONE)
        String dialled;
    }

    @Entity(name = "Caller")
    @DataSubject
    static class Caller {
        @Id
        Long id;

        Contact contact;
    }

    @Test
    void aWordInAnEmbeddableWhereNoColumnStandsIsRefused() {
        List<String> findings = findings(Caller.class);

        assertThat(findings).hasSize(1);
        assertFinding(findings, "Contact.getNumber: @PersonalData says nothing here", "where the column is");
    }

    @MappedSuperclass
    @Access(AccessType.PROPERTY)
    abstract static class Named {
        private String nick;

        @NotPersonal
        public String getNick() {
            return nick;
        }

        public void setNick(String nick) {
            this.nick = nick;
        }
    }

    @Entity(name = "Player")
    @Access(AccessType.PROPERTY)
    @DataSubject
    static class Player extends Named {
        private Long id;
        private String mail;

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        @Override
        @PersonalData(DataCategory.USER_NAME)
        public String getNick() {
            return super.getNick();
        }

        @PersonalData(DataCategory.EMAIL)
        public String geteMail() {
            return mail;
        }

        public void seteMail(String mail) {
            this.mail = mail;
        }
    }

    @Test
    void whatAnOverridingGetterSaysCounts() {
        assertThat(category(map(Player.class), "nick")).isEqualTo(DataCategory.USER_NAME);
    }

    @Test
    void theGetterOfAPropertyThatBeginsWithOneSmallLetterIsHeard() {
        assertThat(category(map(Player.class), "eMail")).isEqualTo(DataCategory.EMAIL);
    }

    private static DataCategory category(DataMap map, String column) {
        return map.table("Player").orElseThrow().columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow()
                .category();
    }

    @MappedSuperclass
    @Retain(ground = "tax law", when = "1 = 1")
    abstract static class Filed {}

    abstract static class Numbered extends Filed {}

    @Entity(name = "Bill")
    static class Bill extends Numbered {
        @Id
        Long id;

        @ManyToOne
        Player player;
    }

    @Test
    void whatStandsOnAClassIsHeardAboveOneThatHibernateDoesNotMap() {
        assertFinding(findings(Player.class, Bill.class), "Bill: its rows may be retained on a ground");
    }
}
