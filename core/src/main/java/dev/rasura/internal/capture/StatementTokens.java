package dev.rasura.internal.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a statement into words and marks; literals and comments are left out, names lose quotes and case. */
final class StatementTokens {

    private final String sql;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private final boolean backslashes;

    private StatementTokens(String sql, boolean backslashes) {
        this.sql = sql;
        this.backslashes = backslashes;
    }

    /** @param backslashes whether a backslash in a literal makes the next character part of it */
    static List<String> of(String sql, boolean backslashes) {
        StatementTokens reading = new StatementTokens(sql, backslashes);
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
        } else if (c == '$' && dollars() > 0) {
            String quote = sql.substring(at, dollars());
            at = sql.indexOf(quote, at + quote.length()) + quote.length();
            tokens.add("''");
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

    /** The end of the mark by which PostgreSQL quotes a text, as {@code $$} or {@code $body$}, or -1 if none that is closed begins here. */
    private int dollars() {
        int i = at + 1;
        while (i < sql.length() && (Character.isLetterOrDigit(sql.charAt(i)) || sql.charAt(i) == '_')) {
            i++;
        }
        boolean mark = i < sql.length() && sql.charAt(i) == '$' && !Character.isDigit(sql.charAt(at + 1));
        return mark && sql.indexOf(sql.substring(at, i + 1), i + 1) > 0 ? i + 1 : -1;
    }

    /** Past the next such character; a doubled one is part of what it ends. */
    private void skipTo(char end) {
        at++;
        while (at < sql.length()) {
            if (backslashes && end == '\'' && sql.charAt(at) == '\\') {
                at = Math.min(sql.length(), at + 2);
            } else if (sql.charAt(at++) == end) {
                if (at < sql.length() && sql.charAt(at) == end) {
                    at++;
                } else {
                    return;
                }
            }
        }
    }
}
