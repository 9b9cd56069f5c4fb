package dev.rasura.internal.residue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Aho and Corasick's automaton (Efficient string matching, CACM 18(6), 1975) whose letters are whole tokens: a match thus
 * begins and ends at a boundary by construction. Immutable; the state is the caller's.
 */
final class TokenAutomaton {

    static final int START = 0;
    private static final int[] NONE = {};

    private final String[] words;
    private final int[] slots;
    private final int longest;
    private final Map<Long, Integer> next = new HashMap<>();
    private int[] failure = new int[16];
    private int[][] output = new int[16][];
    private int states = 1;

    /** @param patterns token runs, each with the number reported when it is met */
    TokenAutomaton(Map<List<String>, Integer> patterns) {
        Map<String, Integer> vocabulary = new HashMap<>();
        patterns.keySet().forEach(run -> run.forEach(token -> vocabulary.putIfAbsent(token, vocabulary.size())));
        words = new String[vocabulary.size()];
        vocabulary.forEach((word, id) -> words[id] = word);
        longest = Arrays.stream(words).mapToInt(String::length).max().orElse(0);
        slots = new int[Integer.highestOneBit(Math.max(16, words.length * 8))];
        Arrays.fill(slots, -1);
        for (int id = 0; id < words.length; id++) {
            int slot = slot(words[id].hashCode());
            while (slots[slot] >= 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = id;
        }
        patterns.forEach((run, number) -> insert(run, number, vocabulary));
        linkFailures();
    }

    /** Longer tokens are in no pattern. */
    int longestToken() {
        return longest;
    }

    /**
     * The state after a token.
     *
     * @param hash the token's hash as {@link String#hashCode()} defines it
     */
    int step(int state, char[] token, int length, int hash) {
        int word = word(token, length, hash);
        if (word < 0) {
            return START;
        }
        int at = state;
        while (true) {
            Integer target = next.get(key(at, word));
            if (target != null) {
                return target;
            }
            if (at == START) {
                return START;
            }
            at = failure[at];
        }
    }

    /** The patterns that end in a state. */
    int[] output(int state) {
        return output[state] == null ? NONE : output[state];
    }

    private int word(char[] token, int length, int hash) {
        int slot = slot(hash);
        while (slots[slot] >= 0) {
            String word = words[slots[slot]];
            if (word.hashCode() == hash && word.length() == length && equal(word, token)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private static boolean equal(String word, char[] token) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != token[i]) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    private void insert(List<String> run, int number, Map<String, Integer> vocabulary) {
        int state = START;
        for (String token : run) {
            long key = key(state, Objects.requireNonNull(vocabulary.get(token)));
            Integer target = next.get(key);
            if (target == null) {
                target = states++;
                if (target == failure.length) {
                    failure = Arrays.copyOf(failure, target * 2);
                    output = Arrays.copyOf(output, target * 2);
                }
                next.put(key, target);
            }
            state = target;
        }
        output[state] = NeedleIndex.append(output[state], number);
    }

    private void linkFailures() {
        Map<Integer, List<int[]>> children = new HashMap<>();
        next.forEach((key, target) -> children.computeIfAbsent((int) (key >>> 32), s -> new ArrayList<>())
                .add(new int[] {(int) (long) key, target}));
        var queue = new ArrayDeque<Integer>(List.of(START));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int[] edge : children.getOrDefault(state, List.of())) {
                int child = edge[1];
                failure[child] = state == START ? START : fallBack(failure[state], edge[0]);
                for (int inherited : output(failure[child])) {
                    output[child] = NeedleIndex.append(output[child], inherited);
                }
                queue.add(child);
            }
        }
    }

    private int fallBack(int from, int word) {
        for (int state = from; ; state = failure[state]) {
            Integer target = next.get(key(state, word));
            if (target != null) {
                return target;
            }
            if (state == START) {
                return START;
            }
        }
    }

    private static long key(int state, int word) {
        return ((long) state << 32) | word;
    }
}
