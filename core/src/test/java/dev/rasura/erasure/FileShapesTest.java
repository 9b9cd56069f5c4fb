package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMapEditor;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import dev.rasura.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes that {@code hbm.xml} has names of its own for. */
class FileShapesTest extends ErasureContract {

    private static void classify(DataMapEditor map) {
        map.entity("Voter")
                .subject(RowAction.ANONYMISE)
                .notPersonal("number", "its place in a roll")
                .personal("mail", DataCategory.EMAIL, Overwrite.auto())
                .notPersonal("hidden", "a mark")
                .personal("answers", DataCategory.FREE_TEXT, Overwrite.auto())
                .personal("phones", DataCategory.PHONE, Overwrite.auto())
                .personal("aliases", DataCategory.USER_NAME, Overwrite.auto());
        map.entity("Member").personal("card", DataCategory.ACCOUNT_NUMBER, Overwrite.auto());
        map.entity("Poll").personal("text", DataCategory.FREE_TEXT, Overwrite.auto());
    }

    private static Map<String, Object> voter(long id) {
        Map<String, Object> voter = new HashMap<>();
        voter.put("id", id);
        voter.put("number", "roll no. " + id);
        voter.put("mail", "voter" + id + "@a.example");
        voter.put("hidden", 1);
        voter.put("answers", new HashMap<>(Map.of("colour", "blue " + id)));
        voter.put("phones", new ArrayList<>(List.of("+4670111110" + id)));
        voter.put("aliases", new ArrayList<>(List.of("alias-of-" + id)));
        voter.put("card", "card-0000-" + id);
        return voter;
    }

    @Test
    void whatOnlyFilesSayIsFollowed() {
        try (Population p = Population.of(
                family,
                Map.of(TestDatabase.ORM_XML, "dev/rasura/erasure/voters.hbm.xml"),
                List.of(),
                FileShapesTest::classify)) {
            p.inTransaction(session -> {
                session.persist("Member", voter(1));
                session.persist("Member", voter(2));
            });
            // Past Hibernate, which cannot write everything of maps that refer to each other.
            p.database().execute("insert into voter_friend (voter_ref, friend_ref) values (1, 2), (2, 1)");
            p.database()
                    .execute("insert into poll (poll_no, roll_ref, poll_text) values (1, 'roll no. 1', 'poll 1'),"
                            + " (2, 'roll no. 2', 'poll 2')");
            p.rasura().dataMap().assertComplete();

            Erased erased = eraseWithoutResidue(p, new SubjectRef("Voter", "1"));

            assertThat(erased.gone())
                    .extracting(row -> row.replaceAll("alias_no=\\d+", "alias_no=N"))
                    .containsExactlyInAnyOrder(
                            "member{card=card-0000-1, member_no=1}",
                            "poll{poll_no=1, poll_text=poll 1, roll_ref=roll no. 1}",
                            "voter{hidden=1, mail=voter1@a.example, revision=0, roll_no=roll no. 1, voter_no=1}",
                            "voter_alias{alias=alias-of-1, alias_no=N, voter_ref=1}",
                            "voter_answer{answer=blue 1, question=colour, voter_ref=1}",
                            "voter_friend{friend_ref=1, voter_ref=2}",
                            "voter_friend{friend_ref=2, voter_ref=1}",
                            "voter_phone{nr=0, phone=+46701111101, voter_ref=1}");
            assertThat(erased.came())
                    .extracting(row -> row.replaceAll("revision=[1-9]", "revision=N"))
                    .containsExactlyInAnyOrder(
                            "member{member_no=1}", "voter{hidden=1, revision=N, roll_no=roll no. 1, voter_no=1}");
        }
    }
}
