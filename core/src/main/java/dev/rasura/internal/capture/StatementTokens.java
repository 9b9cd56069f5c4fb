package dev.rasura.internal.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a statement into words and marks; literals and comments are left out, names lose quotes and case. */
final class StatementTokens {

    private final String sql;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private StatementTokens(String sql) {
        this.sql = sql;
    }

    static List<String> of(String sql) {
        StatementTokens reading = new StatementTokens(sql);
        while (reading.at < sql.length()) {
            reading.next();
        }
        return reading.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '\'') {
            skipTo('\'');
            tokens.add("''");
        } else if (c == '"' || c == '`') {
            int start = at + 1;
            skipTo(c);
            tokens.add(sql.substring(start, Math.max(start, at - 1)).toLowerCase(Locale.ROOT));
        } else if (c == '-' && sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (c == '/' && sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            at = end < 0 ? sql.length() : end + 2;
        } else if (Character.isJavaIdentifierStart(c)) {
            int start = at;
            while (at < sql.length() && (Character.isJavaIdentifierPart(sql.charAt(at)) || sql.charAt(at) == '#')) {
                at++;
            }
            tokens.add(sql.substring(start, at).toLowerCase(Locale.ROOT));
        } else {
            tokens.add(String.valueOf(c));
            at++;
        }
    }

    /** Past the next such character; a doubled one is part of what it ends. */
    private void skipTo(char end) {
        at++;
        while (at < sql.length()) {
            if (sql.charAt(at++) == end) {
                if (at < sql.length() && sql.charAt(at) == end) {
                    at++;
                } else {
                    return;
                }
            }
        }
    }
}
