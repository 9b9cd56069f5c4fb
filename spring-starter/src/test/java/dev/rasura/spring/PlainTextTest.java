package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void aNameStaysWhatItIs() {
        assertThat(PlainText.of("Zoë O'Neil-Müller 李 😀")).isEqualTo("Zoë O'Neil-Müller 李 😀");
    }

    @Test
    void whatForgesALineOrTurnsItRoundIsMadeVisible() {
        assertThat(PlainText.of("a\r\nb\tc\u2028d")).isEqualTo("a\\u{000d}\\u{000a}b\\u{0009}c\\u{2028}d");
        assertThat(PlainText.of("nimda\u202Ex\u2066y\u200Bz")).isEqualTo("nimda\\u{202e}x\\u{2066}y\\u{200b}z");
        assertThat(PlainText.of("\uD800")).isEqualTo("\\u{d800}");
    }

    @Test
    void twoNamesStayTwoNames() {
        assertThat(PlainText.of("admin\u200B")).isNotEqualTo(PlainText.of("admin"));
    }
}
