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
    void aListGoesOnBehindAJoin() {
        assertThat(
                        touched(
                                "select p.email from line l join invoice i on i.id = coalesce(l.invoice, 1), person p where 1=1"))
                .containsExactly("READ line", "READ invoice", "READ person");
        assertThat(touched("select 1 from numbers(1, 3) n, person p order by 1, name"))
                .containsExactly("READ numbers", "READ person");
    }

    @Test
    void tablesInParenthesesAreReadToo() {
        assertThat(
                        touched(
                                "select * from team t left join (member m join (person p) on p.id = m.person) on m.team = t.id"))
                .containsExactly("READ team", "READ member", "READ person");
        assertThat(first("select p.id, p.name from (person p join visit v on v.p = p.id) where p.email = ?")
                        .selected())
                .contains("id", "name")
                .doesNotContain("email");
        assertThat(touched("select * from (select email, a from person) x, only (visit)"))
                .containsExactly("READ visit", "READ person");
    }

    @Test
    void wordsBeforeATablesNameAreNotItsName() {
        assertThat(touched("insert ignore into person (id) values (1)")).containsExactly("INSERT person");
        assertThat(touched("replace low_priority into person values (1)")).containsExactly("INSERT person");
        assertThat(touched("insert person set email = 'x'")).containsExactly("INSERT person");
        assertThat(touched("update ignore person set email = 'x'")).containsExactly("UPDATE person");
        assertThat(touched("truncate table visit, only person restart identity"))
                .containsExactly("TRUNCATE visit", "TRUNCATE person");
        assertThat(touched("select replace(name, 'a', 'b'), truncate(cents, 2) from person"))
                .containsExactly("READ person");
    }

    @Test
    void eachOfSeveralTablesThatAreWrittenTogetherIsWritten() {
        assertThat(touched("update visit v join person p on p.id = v.p set p.email = null where v.id = 1"))
                .containsExactly("UPDATE visit", "UPDATE person");
        assertThat(touched("delete p from visit v join person p on p.id = v.p where v.id = 1"))
                .containsExactly("READ visit", "DELETE person");
        assertThat(touched("delete quick visit, p.* from visit join person p on p.id = visit.p join team t"))
                .containsExactly("DELETE visit", "DELETE person", "READ team");
        assertThat(touched("delete from person using visit v where v.p = person.id"))
                .containsExactly("DELETE person", "READ visit");
    }

    @Test
    void whereALiteralEndsMayBeReadInTwoWays() {
        assertThat(touched("select 'it\\'s', email from person where a = 'x'")).contains("READ person");
        assertThat(touched("select '\\' as a, email from person where a = '\\'"))
                .contains("READ person");
        assertThat(touched("select $$it's$$, $a$it's$a$, $1 from person")).containsExactly("READ person");
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
        assertThat(StatementReader.isOpaque("{? = call clean_up(?)}")).isTrue();
        assertThat(StatementReader.isOpaque("execute immediate 'delete from person'"))
                .isTrue();
        assertThat(StatementReader.isOpaque("commit")).isTrue();
        assertThat(StatementReader.isOpaque("select 'call', call from person")).isFalse();
    }
}
