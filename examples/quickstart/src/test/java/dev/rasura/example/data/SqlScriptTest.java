package dev.rasura.example.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void statementsEndAtSemicolons() {
        assertThat(SqlScript.statements("create table a (b int);\n\ninsert into a values (1)"))
                .containsExactly("create table a (b int)", "insert into a values (1)");
    }

    @Test
    void aSemicolonInQuotesEndsNothing() {
        assertThat(SqlScript.statements("insert into a values ('it''s; fine'); select \"b;c\" from a;"))
                .containsExactly("insert into a values ('it''s; fine')", "select \"b;c\" from a");
    }

    @Test
    void commentsAreLeftOut() {
        assertThat(SqlScript.statements("/* one; two */ select 1; -- three; 'four\nselect 2;"))
                .containsExactly("select 1", "select 2");
    }

    @Test
    void whatLooksLikeACommentInQuotesIsText() {
        assertThat(SqlScript.statements("select '-- no', '/* no */';")).containsExactly("select '-- no', '/* no */'");
    }
}
