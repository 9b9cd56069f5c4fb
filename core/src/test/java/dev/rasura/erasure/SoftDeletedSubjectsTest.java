package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.export.ExportFormat;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.junit.jupiter.api.Test;

/** People whom the application does not see any more, because their own row is marked as deleted or hidden. */
class SoftDeletedSubjectsTest extends ErasureContract {

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SoftDelete(strategy = SoftDeleteType.TIMESTAMP, columnName = "left_at")
    static class Member {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        @SoftDelete(strategy = SoftDeleteType.ACTIVE)
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "friends")
        @SoftDelete
        Set<Member> friends = new HashSet<>();

        Member() {}

        Member(long id) {
            this.id = id;
            this.email = "member" + id + "@a.example";
            this.phones.add("+4670111110" + id);
        }
    }

    @Entity(name = "Note")
    @SoftDelete(strategy = SoftDeleteType.ACTIVE)
    static class Note {
        @Id
        Long id;

        @ManyToOne
        Member member;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Note() {}

        Note(long id, Member member) {
            this.id = id;
            this.member = member;
            this.text = "note on " + member.id;
        }
    }

    @Entity(name = "Applicant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SQLRestriction("hidden = false")
    static class Applicant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        boolean hidden = true;

        Applicant() {}

        Applicant(long id) {
            this.id = id;
            this.email = "applicant" + id + "@a.example";
        }
    }

    @Test
    void whoIsMarkedAsDeletedIsExportedAndErasedWithAllThatIsMarked() {
        Population p = population(Member.class, Note.class);
        Member anna = new Member(1);
        Member bert = new Member(2);
        anna.friends.add(bert);
        bert.friends.add(anna);
        p.save(anna, bert, new Note(1, anna), new Note(2, bert));
        p.inTransaction(session -> session.find(Member.class, 1L).friends.clear());
        p.inTransaction(session -> session.find(Member.class, 1L).phones.clear());
        p.inTransaction(session -> session.remove(session.find(Note.class, 1L)));
        p.inTransaction(session -> session.remove(session.find(Member.class, 1L)));
        p.inTransaction(session ->
                assertThat(session.find(Member.class, 1L)).as("hidden").isNull());
        p.rasura().dataMap().assertComplete();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        p.rasura().export().write(SubjectRef.of(Member.class, 1), ExportFormat.JSON, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("member1@a.example", "+46701111101", "note on 1")
                .doesNotContain("member2", "+46701111102", "note on 2");

        Erased erased = eraseWithoutResidue(p, Member.class, 1);

        assertThat(erased.gone())
                .extracting(SoftDeletedSubjectsTest::withoutTime)
                .containsExactlyInAnyOrder(
                        "friends{deleted=false, friends_id=1, member_id=2}",
                        "friends{deleted=true, friends_id=2, member_id=1}",
                        "member{email=member1@a.example, id=1, left_at=TIME}",
                        "member_phones{active=false, member_id=1, phones=+46701111101}",
                        "note{active=false, id=1, member_id=1, text=note on 1}");
        assertThat(erased.came())
                .extracting(SoftDeletedSubjectsTest::withoutTime)
                .containsExactly("member{id=1, left_at=TIME}");
    }

    private static String withoutTime(String row) {
        return row.replaceAll("left_at=[^,}]*", "left_at=TIME");
    }

    @Test
    void whomARestrictionHidesIsErasedInEitherForm() {
        Population p = population(Applicant.class);
        p.save(new Applicant(1), new Applicant(2), new Applicant(3));

        assertThat(eraseWithoutResidue(p, Applicant.class, 1).came()).containsExactly("applicant{hidden=true, id=1}");
        p.inTransaction(session -> p.rasura().erasure().erase(SubjectRef.of(Applicant.class, 2), session));

        assertThat(of(p.dump(), "applicant"))
                .containsExactly(
                        "applicant{email=applicant3@a.example, hidden=true, id=3}",
                        "applicant{hidden=true, id=1}",
                        "applicant{hidden=true, id=2}");
    }
}
