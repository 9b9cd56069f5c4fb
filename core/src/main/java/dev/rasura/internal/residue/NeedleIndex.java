package dev.rasura.internal.residue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All needles of a scan, compiled so that a token of text costs the same however many there are: an Aho-Corasick automaton
 * over tokens, and tables of numbers and of telephone digits. Immutable once built.
 *
 * <p>Inside the scan a needle goes by its position here; {@link #number} gives the caller's name for it.
 */
final class NeedleIndex {

    /** Below this many significant characters a part is compared with whole cells only. */
    static final int SEARCHABLE = 3;

    /** Longer runs of words are no person's name. */
    private static final int MOST_WORDS = 6;

    /**
     * A value to find, shared by the needles that contain it.
     *
     * @param length its tokens
     * @param weighty its tokens of two characters or more
     * @param significance its characters
     * @param singles needles that it makes up alone
     * @param tuples needles that it is one part of
     */
    @SuppressWarnings("ArrayRecordComponent") // shared and never changed: the matcher reads them for every cell
    record Part(int id, int length, int weighty, int significance, int[] singles, int[] tuples) {
        boolean weak() {
            return significance < SEARCHABLE;
        }
    }

    private static final int[] NONE = {};

    private final int[] numbers;
    private final int[][] tupleParts;
    private final Part[] parts;
    private final TokenAutomaton automaton;
    private final Map<String, int[]> byNumber;
    private final PhoneBook phones;
    private final NumberBook numberBook;
    private final SortedSet<Integer> weak;
    private final boolean wide;

    /** @throws IllegalArgumentException if two needles have the same number */
    NeedleIndex(List<Needle> needles) {
        var build = new Build(needles.size());
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < needles.size(); i++) {
            if (!seen.add(needles.get(i).number())) {
                throw new IllegalArgumentException("Two needles bear the number "
                        + needles.get(i).number() + ". Number them apart, else their findings cannot be told apart.");
            }
            build.add(i, needles.get(i));
        }
        numbers = needles.stream().mapToInt(Needle::number).toArray();
        tupleParts = build.tupleParts;
        parts = build.drafts.stream().map(Draft::part).toArray(Part[]::new);
        automaton = new TokenAutomaton(build.byTokens);
        byNumber = build.byNumber;
        phones = build.phones;
        numberBook = build.numberBook;
        weak = build.weak;
        wide = needles.stream()
                .flatMap(needle -> needle.parts().stream())
                .anyMatch(part -> part.chars().anyMatch(c -> c > 0xFF));
    }

    int size() {
        return numbers.length;
    }

    int number(int needle) {
        return numbers[needle];
    }

    int partCount() {
        return parts.length;
    }

    Part part(int id) {
        return parts[id];
    }

    /** The parts of a needle found only together. */
    int[] tuple(int needle) {
        return tupleParts[needle];
    }

    TokenAutomaton automaton() {
        return automaton;
    }

    PhoneBook phones() {
        return phones;
    }

    NumberBook numberBook() {
        return numberBook;
    }

    /** Whether a needle has letters that Latin-1 lacks. */
    boolean wide() {
        return wide;
    }

    SortedSet<Integer> weak() {
        return weak;
    }

    /** The parts equal to a number, whatever its scale and leading zeros. */
    int[] partsOfNumber(String canonical) {
        return byNumber.getOrDefault(canonical, NONE);
    }

    /** A number without leading and trailing zeros, or null if the text is none, or too long to be a key. */
    static @Nullable String canonicalNumber(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > 80 || trimmed.charAt(0) == '+') {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(trimmed);
            // 1E+999999999 would be a gigabyte of zeros.
            return Math.abs((long) number.scale()) > 400
                    ? null
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static int[] append(int @Nullable [] array, int value) {
        int[] longer = array == null ? new int[1] : Arrays.copyOf(array, array.length + 1);
        longer[longer.length - 1] = value;
        return longer;
    }

    private static final class Draft {
        private final int id;
        private final List<String> tokens;
        private final int significance;
        private int[] singles = NONE;
        private int[] tuples = NONE;

        Draft(int id, List<String> tokens, int significance) {
            this.id = id;
            this.tokens = tokens;
            this.significance = significance;
        }

        Part part() {
            int weighty = (int) tokens.stream().filter(t -> t.length() > 1).count();
            return new Part(id, tokens.size(), weighty, significance, singles, tuples);
        }
    }

    private static final class Build {
        private final int[][] tupleParts;
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<List<String>, Integer> byTokens = new LinkedHashMap<>();
        private final Map<String, int[]> byNumber = new HashMap<>();
        private final PhoneBook phones = new PhoneBook();
        private final NumberBook numberBook = new NumberBook();
        private final SortedSet<Integer> weak = new TreeSet<>();

        Build(int needles) {
            tupleParts = new int[needles][];
            Arrays.fill(tupleParts, NONE);
        }

        void add(int needle, Needle source) {
            switch (source.kind()) {
                case TEXT, NAME, PHONE -> addSingle(needle, source);
                case TOGETHER -> addTuple(needle, source);
            }
        }

        private void addSingle(int needle, Needle source) {
            String value = source.parts().get(0);
            Draft draft = draftOf(value);
            if (draft == null || draft.significance < SEARCHABLE) {
                weak.add(source.number());
            }
            if (draft == null) {
                return;
            }
            draft.singles = append(draft.singles, needle);
            String hex = String.join("", draft.tokens);
            if (hex.matches("[0-9a-f]{32}")) {
                addForms(needle, hex);
            } else if (source.kind() == Needle.Kind.TEXT && NumberBook.isNumber(value, draft.tokens)) {
                numberBook.add(draft.tokens, draft.id);
            }
            AddressForms.of(value).forEach(form -> addForm(needle, form));
            if (source.kind() == Needle.Kind.NAME && draft.tokens.size() <= MOST_WORDS) {
                for (int first = 1; first < draft.tokens.size(); first++) {
                    List<String> rotated = new ArrayList<>(draft.tokens.subList(first, draft.tokens.size()));
                    rotated.addAll(draft.tokens.subList(0, first));
                    addForm(needle, String.join(" ", rotated));
                }
            }
            if (source.kind() == Needle.Kind.PHONE && PhoneBook.isPhone(value)) {
                Draft digits = new Draft(drafts.size(), List.of(), SEARCHABLE);
                drafts.add(digits);
                digits.singles = append(digits.singles, needle);
                phones.add(value, digits.id);
                for (String form : phones.formsOf(value)) {
                    String number = Objects.requireNonNull(canonicalNumber(form));
                    // "+46 700 000 001" without 467 is the number 1, which is found everywhere.
                    if (number.length() >= PhoneBook.SHORTEST) {
                        byNumber.merge(number, new int[] {digits.id}, (a, b) -> append(a, b[0]));
                    }
                }
            }
        }

        /** A UUID stands with and without its hyphens. */
        private void addForms(int needle, String hex) {
            String hyphened = hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
            addForm(needle, hex);
            addForm(needle, hyphened);
        }

        /** Another spelling of the needle. */
        private void addForm(int needle, String form) {
            Draft draft = draftOf(form);
            if (draft != null && Arrays.stream(draft.singles).noneMatch(n -> n == needle)) {
                draft.singles = append(draft.singles, needle);
            }
        }

        private void addTuple(int needle, Needle source) {
            var found = new ArrayList<Draft>();
            for (String value : source.parts()) {
                Draft draft = draftOf(value);
                if (draft != null) {
                    found.add(draft);
                }
            }
            boolean blank = found.size() < source.parts().size();
            if (blank || found.stream().mapToInt(d -> d.significance).sum() < SEARCHABLE) {
                // Half a pair would be found everywhere.
                weak.add(source.number());
            }
            if (blank) {
                return;
            }
            if (found.stream().distinct().count() < found.size()) {
                // The same part twice, as in "Thomas Thomas": side by side it is a text of its own.
                Draft run = draftOf(String.join(" ", source.parts()));
                if (run != null) {
                    run.singles = append(run.singles, needle);
                }
            }
            tupleParts[needle] = found.stream().mapToInt(d -> d.id).toArray();
            found.stream().distinct().forEach(draft -> draft.tuples = append(draft.tuples, needle));
        }

        private @Nullable Draft draftOf(String value) {
            List<String> tokens = Normaliser.tokens(value);
            if (tokens.isEmpty()) {
                return null;
            }
            Integer known = byTokens.get(tokens);
            if (known != null) {
                return drafts.get(known);
            }
            var draft = new Draft(drafts.size(), tokens, Normaliser.significance(tokens));
            drafts.add(draft);
            byTokens.put(tokens, draft.id);
            String number = canonicalNumber(value.toLowerCase(Locale.ROOT));
            if (number != null) {
                byNumber.merge(number, new int[] {draft.id}, (a, b) -> append(a, b[0]));
            }
            return draft;
        }
    }
}
