package dev.rasura.internal.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    /** Words that end a list of tables. */
    private static final Set<String> ENDS = Set.of(
            "where",
            "set",
            "from",
            "using",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "window",
            "returning",
            "select",
            "values",
            "when",
            ";");

    /** Words before a table's name that say nothing of which table it is. */
    private static final Set<String> MODIFIERS =
            Set.of("only", "lateral", "table", "ignore", "low_priority", "high_priority", "delayed", "quick");

    private static final Set<String> OPAQUE =
            Set.of("call", "exec", "execute", "do", "begin", "declare", "commit", "rollback");

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

    /** What a delete names before its from: only of these, by name or alias, it takes rows. */
    private final Set<String> deleted = new LinkedHashSet<>();

    private StatementReader(List<String> tokens) {
        this.tokens = tokens;
    }

    static List<Touch> read(String sql) {
        List<Touch> touches = new ArrayList<>(read(StatementTokens.of(sql, false)));
        if (sql.contains("\\'")) {
            // To some databases, and in some literals, that ends the literal, and to others it does not.
            read(StatementTokens.of(sql, true)).stream()
                    .filter(touch -> !touches.contains(touch))
                    .forEach(touches::add);
        }
        return touches;
    }

    private static List<Touch> read(List<String> tokens) {
        StatementReader reader = new StatementReader(tokens);
        reader.read();
        return reader.touches;
    }

    /** Whether the statement calls something that does who knows what, or ends the transaction. */
    static boolean isOpaque(String sql) {
        return StatementTokens.of(sql, false).stream()
                .filter(StatementReader::isName)
                .findFirst()
                .filter(OPAQUE::contains)
                .isPresent();
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
                        clause(Verb.UPDATE, i);
                    }
                }
                case "insert", "replace", "merge" -> {
                    int name = named(i + 1);
                    boolean into = token(name).equals("into");
                    if (into || i == 0 || token(i - 1).equals(";")) {
                        write(token(i).equals("merge") ? Verb.MERGE : Verb.INSERT, into ? named(name + 1) : name);
                    }
                }
                case "truncate" -> {
                    if (!token(i + 1).equals("(")) {
                        clause(Verb.TRUNCATE, i);
                    }
                }
                case "delete" -> {
                    int from = fromOfDelete(i);
                    if (from > 0) {
                        deleted.addAll(tokens.subList(i + 1, from));
                        deleted.removeAll(MODIFIERS);
                        clause(Verb.DELETE, from);
                        deleted.clear();
                        i = from;
                    }
                }
                case "from" -> clause(Verb.READ, i);
                case "using" -> {
                    // "join ... using (id)" names columns.
                    if (!token(i + 1).equals("(")) {
                        clause(Verb.READ, i);
                    }
                }
                default -> {}
            }
        }
    }

    private int named(int at) {
        int i = at;
        while (MODIFIERS.contains(token(i))) {
            i++;
        }
        return i;
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

    /**
     * The tables between a word and the end of its clause: the first, those after commas and joins, and those that stand in
     * parentheses with others, as in {@code a left join (b join c on ...) on ..., d}.
     */
    private void clause(Verb verb, int word) {
        Deque<Boolean> lists = new ArrayDeque<>(List.of(true));
        boolean awaited = true;
        for (int i = word + 1; i < tokens.size(); i++) {
            String token = token(i);
            if (token.equals("(")) {
                awaited &= !Set.of("select", "with", "values").contains(token(i + 1));
                lists.push(awaited);
            } else if (token.equals(")")) {
                lists.pop();
                awaited = false;
                if (lists.isEmpty()) {
                    return;
                }
            } else if (token.equals(",") || token.equals("join") || token.equals("straight_join")) {
                awaited = lists.getFirst();
            } else if (lists.size() == 1 && ENDS.contains(token)) {
                return;
            } else if (awaited && isName(token) && !MODIFIERS.contains(token)) {
                i = table(verb, i, word);
                awaited = false;
            }
        }
    }

    private void write(Verb verb, int at) {
        if (isName(token(at))) {
            table(verb, at, at);
        }
    }

    /** Takes the table's name at the place and its alias, and returns the last place of its name. */
    private int table(Verb verb, int at, int word) {
        int name = at;
        while (token(name + 1).equals(".")) {
            name += 2;
        }
        int i = name + 1;
        if (token(i).equals("as")) {
            i++;
        }
        String alias = token(name);
        if (isName(token(i)) && !CLAUSES.contains(token(i))) {
            alias = token(i);
            i++;
        }
        boolean kept = !deleted.isEmpty() && !deleted.contains(alias) && !deleted.contains(token(name));
        Verb done = verb == Verb.DELETE && kept ? Verb.READ : verb;
        touches.add(new Touch(done, token(name), columns(done, i), done == Verb.READ ? selected(word) : Set.of()));
        return name;
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
