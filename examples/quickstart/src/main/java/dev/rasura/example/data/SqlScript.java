package dev.rasura.example.data;

import java.util.ArrayList;
import java.util.List;

/** Splits a script into statements, with an eye on quotes and comments. */
final class SqlScript {

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int position;

    private SqlScript(String text) {
        this.text = text;
    }

    static List<String> statements(String text) {
        return new SqlScript(text).split();
    }

    private List<String> split() {
        while (position < text.length()) {
            char next = text.charAt(position);
            if (text.startsWith("--", position)) {
                skipPast("\n");
            } else if (text.startsWith("/*", position)) {
                skipPast("*/");
            } else if (next == '\'' || next == '"') {
                copyPast(next);
            } else if (next == ';') {
                endStatement();
                position++;
            } else {
                statement.append(next);
                position++;
            }
        }
        endStatement();
        return statements;
    }

    private void skipPast(String end) {
        statement.append(' ');
        int found = text.indexOf(end, position + 2);
        position = found < 0 ? text.length() : found + end.length();
    }

    /** A doubled quote inside is the end of one literal and the start of the next: the same text. */
    private void copyPast(char quote) {
        int found = text.indexOf(quote, position + 1);
        int end = found < 0 ? text.length() : found + 1;
        statement.append(text, position, end);
        position = end;
    }

    private void endStatement() {
        String complete = statement.toString().strip();
        if (!complete.isEmpty()) {
            statements.add(complete);
        }
        statement.setLength(0);
    }
}
