package dev.rasura.internal.capture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the tables that a statement writes and reads, and the columns that it names. It knows no grammar: it goes by the
 * words before a table's name. What is behind a view, a function or a procedure it cannot see.
 */
final class StatementReader {

    private static final Set<String> CLAUSES = Set.of(
            "where",
            "set",
            "on",
            "using",
            "values",
            "select",
            "returning",
            "order",
            "group",
            "having",
            "limit",
            "union",
            "when",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "join",
            "natural",
            "lateral",
            "for",
            "fetch",
            "offset",
            "window",
            "and",
            "default",
            "with",
            "final",
            "tablesample",
            "as",
            "from");

    /** What is done to a table. */
    enum Verb {
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        TRUNCATE,
        READ
    }

    /**
     * A table that the statement names, by its bare name.
     *
     * @param columns the words by which it names columns
     * @param selected of a table that is read: the words of the select list
     */
    record Touch(Verb verb, String table, Set<String> columns, Set<String> selected) {}

    private final List<String> tokens;
    private final List<Touch> touches = new ArrayList<>();

    private StatementReader(List<String> tokens) {
        this.tokens = tokens;
    }

    static List<Touch> read(String sql) {
        StatementReader reader = new StatementReader(StatementTokens.of(sql));
        reader.read();
        return reader.touches;
    }

    /** Whether the statement calls something that does who knows what. */
    static boolean isOpaque(String sql) {
        List<String> tokens = StatementTokens.of(sql);
        return tokens.contains("call")
                || (!tokens.isEmpty()
                        && (tokens.get(0).equals("exec") || tokens.get(0).equals("do")));
    }

    private String token(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
    }

    private void read() {
        for (int i = 0; i < tokens.size(); i++) {
            switch (token(i)) {
                case "update" -> {
                    // "for update" locks, "on conflict do update" and "when matched then update" are of the same table.
                    if (!Set.of("for", "do", "then", "on", "key").contains(token(i - 1))) {
                        write(Verb.UPDATE, token(i + 1).equals("only") ? i + 2 : i + 1);
                    }
                }
                case "into" -> {
                    if (token(i - 1).equals("insert")
                            || token(i - 1).equals("merge")
                            || token(i - 1).equals("replace")) {
                        write(token(i - 1).equals("merge") ? Verb.MERGE : Verb.INSERT, i + 1);
                    }
                }
                case "truncate" -> write(Verb.TRUNCATE, token(i + 1).equals("table") ? i + 2 : i + 1);
                case "delete" -> {
                    int from = fromOfDelete(i);
                    if (from > 0) {
                        write(Verb.DELETE, token(from + 1).equals("only") ? from + 2 : from + 1);
                        i = from;
                    }
                }
                case "from", "join" -> from(i + 1);
                default -> {}
            }
        }
    }

    /** Where the from of a delete is: right behind it, or, on MariaDB, behind the names of what is deleted; else -1. */
    private int fromOfDelete(int delete) {
        for (int i = delete + 1; i < tokens.size(); i++) {
            if (token(i).equals("from")) {
                return i;
            }
            boolean list = isName(token(i)) && !CLAUSES.contains(token(i));
            if (!list && !token(i).equals(",") && !token(i).equals(".") && !token(i).equals("*")) {
                return -1;
            }
        }
        return -1;
    }

    /** The tables of a from clause: the first, and those after commas at the same depth. */
    private void from(int start) {
        int i = start;
        while (i < tokens.size()) {
            if (token(i).equals("only") || token(i).equals("lateral")) {
                i++;
            }
            if (token(i).equals("(") || !isName(token(i))) {
                return;
            }
            i = table(Verb.READ, i);
            if (!token(i).equals(",")) {
                return;
            }
            i++;
        }
    }

    private void write(Verb verb, int at) {
        if (isName(token(at))) {
            table(verb, at);
        }
    }

    /** Takes the table's name at the place and its alias, and returns the place behind them. */
    private int table(Verb verb, int at) {
        int i = at;
        while (token(i + 1).equals(".")) {
            i += 2;
        }
        String name = token(i);
        i++;
        if (token(i).equals("as")) {
            i++;
        }
        if (isName(token(i)) && !CLAUSES.contains(token(i))) {
            i++;
        }
        touches.add(new Touch(verb, name, columns(verb, i), verb == Verb.READ ? selected(at) : Set.of()));
        return i;
    }

    /** The words between the nearest select of the same depth and the place. */
    private Set<String> selected(int at) {
        Set<String> words = new LinkedHashSet<>();
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            depth += token(i).equals(")") ? 1 : token(i).equals("(") ? -1 : 0;
            if (depth < 0 || (depth == 0 && token(i).equals("select"))) {
                break;
            }
            // count(*) selects no column.
            if (!token(i).equals("*") || !token(i - 1).equals("(")) {
                words.add(token(i));
            }
        }
        return words;
    }

    /** The words that may be columns: of a written table those that are set or listed, else all. */
    private Set<String> columns(Verb verb, int from) {
        Set<String> words = new LinkedHashSet<>();
        if (verb == Verb.INSERT && token(from).equals("(")) {
            for (int i = from + 1; i < tokens.size() && !token(i).equals(")"); i++) {
                words.add(token(i));
            }
            return words;
        }
        if (verb == Verb.UPDATE) {
            int depth = 0;
            boolean set = false;
            for (int i = from; i < tokens.size(); i++) {
                depth += token(i).equals("(") ? 1 : token(i).equals(")") ? -1 : 0;
                if (depth < 0
                        || (set
                                && depth == 0
                                && Set.of("where", "from", "returning").contains(token(i)))) {
                    break;
                }
                if (token(i).equals("set")) {
                    set = true;
                } else if (set && (token(i + 1).equals("=") || depth > 0) && isName(token(i))) {
                    words.add(token(i));
                }
            }
            return words;
        }
        if (verb == Verb.READ) {
            tokens.stream().filter(word -> !word.equals("*")).forEach(words::add);
        }
        return words;
    }

    private static boolean isName(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }
}
