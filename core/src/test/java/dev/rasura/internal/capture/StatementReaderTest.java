package dev.rasura.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.capture.StatementReader.Touch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tables and columns are read out of statements, as databases and people write them. */
class StatementReaderTest {

    private static List<String> touched(String sql) {
        return StatementReader.read(sql).stream()
                .map(touch -> touch.verb() + " " + touch.table())
                .toList();
    }

    private static Touch first(String sql) {
        return StatementReader.read(sql).get(0);
    }

    @Test
    void writesAreToldApart() {
        assertThat(touched("update Person p1_0 set email=? where p1_0.id=?")).containsExactly("UPDATE person");
        assertThat(touched("UPDATE ONLY \"public\".\"Person\" SET x = 1")).containsExactly("UPDATE person");
        assertThat(touched("delete from public.person where id in (select id from visit)"))
                .containsExactly("DELETE person", "READ visit");
        assertThat(touched("delete p1_0 from Person p1_0 join Visit v on v.p = p1_0.id"))
                .containsExactly("DELETE person", "READ visit");
        assertThat(touched("insert into Person (id, email) select id, mail from Old o"))
                .containsExactly("INSERT person", "READ old");
        assertThat(
                        touched(
                                "merge into person using (values (1)) v(id) on v.id = person.id when matched then update set x=1"))
                .containsExactly("MERGE person");
        assertThat(touched("truncate table `person`")).containsExactly("TRUNCATE person");
        assertThat(touched("insert into person (id) values (1) on conflict (id) do update set email = 'x'"))
                .containsExactly("INSERT person");
        assertThat(touched("with hte(id) as (select id from person), u as (update person set a=1 where id in (select id"
                        + " from hte)) delete from visit"))
                .containsExactly("READ person", "UPDATE person", "READ hte", "DELETE visit");
    }

    @Test
    void aLockIsNoWrite() {
        assertThat(touched("select id from person where id = 1 for update")).containsExactly("READ person");
    }

    @Test
    void literalsAndCommentsAreNoWords() {
        assertThat(touched(
                        "select 1 /* update person */ from dual -- delete from person\n where a = 'it''s from visit'"))
                .containsExactly("READ dual");
    }

    @Test
    void listsOfTablesAreReadWhole() {
        assertThat(touched("select * from person p, visit as v, only team t where 1=1"))
                .containsExactly("READ person", "READ visit", "READ team");
    }

    @Test
    void setColumnsAreThoseOfTheUpdate() {
        assertThat(first("update person set email = ?, name = upper(name) where theme = 'x'")
                        .columns())
                .contains("email", "name")
                .doesNotContain("theme");
    }

    @Test
    void theSelectListIsThatOfTheNearestSelect() {
        assertThat(first("select p.id, p.name from person p where p.email = ?").selected())
                .contains("id", "name")
                .doesNotContain("email");
        assertThat(first("select count(*) from person").selected()).doesNotContain("*");
        assertThat(first("select p.* from person p").selected()).contains("*");
    }

    @Test
    void whatRunsWhoKnowsWhatIsOpaque() {
        assertThat(StatementReader.isOpaque("{call clean_up(?)}")).isTrue();
        assertThat(StatementReader.isOpaque("do $$ begin end $$")).isTrue();
        assertThat(StatementReader.isOpaque("select 'call' from person")).isFalse();
    }
}
