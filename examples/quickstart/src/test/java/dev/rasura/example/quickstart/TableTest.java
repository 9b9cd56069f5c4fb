package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void textIsAlignedLeftAndNumbersRight() {
        Table table = new Table("table", "rows").row("users", 2_000).row("note", 7L);

        assertThat(table.lines(80, "…")).containsExactly("table   rows", "users  2,000", "note       7");
    }

    @Test
    void theWidestTextIsCutUntilTheTableFits() {
        Table table = new Table("key", "text").row("a", "a text that is much longer than the line");

        assertThat(table.lines(20, "…")).containsExactly("key  text", "a    a text that is…");
    }

    @Test
    void numbersAreNeverCut() {
        Table table = new Table("a number column", "t").row(123_456_789, "long enough to cut");

        assertThat(table.lines(20, "…").get(1)).startsWith("    123,456,789").endsWith("…");
    }

    @Test
    void aLineBreakInDataDrawsNoLine() {
        Table table = new Table("text").row("one\ntwo\u202Ethree\u001b[31m");

        assertThat(table.lines(80, "…").get(1)).isEqualTo("one two three [31m");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Table("a", "b").row("only one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A row of this table has 2 cells, but got 1.");
    }
}
