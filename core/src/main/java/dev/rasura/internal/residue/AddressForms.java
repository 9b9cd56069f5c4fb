package dev.rasura.internal.residue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The spellings of a network address: an IPv6 address with and without its zeros (RFC 4291, section 2.2; RFC 5952), a MAC
 * address with colons, hyphens, dots or nothing between its digits.
 */
final class AddressForms {

    private static final Pattern MAC = Pattern.compile(
            "[0-9a-f]{2}([:-])[0-9a-f]{2}(\\1[0-9a-f]{2}){4}(\\1[0-9a-f]{2}){0,2}|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*");
    private static final int GROUPS = 8;

    private AddressForms() {}

    /** Other spellings of the value; empty if it is no such address. */
    static Set<String> of(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        if (MAC.matcher(lower).matches()) {
            return mac(lower.replaceAll("[^0-9a-f]", ""));
        }
        return IPV6.matcher(lower).matches() ? ipv6(lower) : Set.of();
    }

    private static Set<String> mac(String digits) {
        return new LinkedHashSet<>(List.of(
                digits,
                digits.replaceAll("(..)(?!$)", "$1:"),
                digits.replaceAll("(....)(?!$)", "$1."),
                digits.replaceAll("(.{6})(?!$)", "$1:")));
    }

    private static Set<String> ipv6(String text) {
        List<String> groups = groups(text);
        if (groups.size() != GROUPS || groups.stream().anyMatch(g -> g.isEmpty() || g.length() > 4)) {
            return Set.of();
        }
        List<String> bare =
                groups.stream().map(g -> g.replaceFirst("^0+(?=.)", "")).toList();
        List<String> padded =
                bare.stream().map(g -> "0".repeat(4 - g.length()) + g).toList();
        return new LinkedHashSet<>(
                List.of(String.join(":", bare), String.join(":", padded), compressed(bare), String.join("", padded)));
    }

    /** The eight groups, the zeros that a double colon stands for written out; another number if the text is no address. */
    private static List<String> groups(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return List.of(text.split(":", -1));
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return List.of();
        }
        List<String> before =
                gap == 0 ? List.of() : List.of(text.substring(0, gap).split(":", -1));
        List<String> after = gap + 2 == text.length()
                ? List.of()
                : List.of(text.substring(gap + 2).split(":", -1));
        List<String> groups = new ArrayList<>(before);
        for (int i = before.size() + after.size(); i < GROUPS; i++) {
            groups.add("0");
        }
        groups.addAll(after);
        return groups;
    }

    /** With the longest run of zeros, the first of several, left out. */
    private static String compressed(List<String> bare) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && bare.get(i + run).equals("0")) {
                run++;
            }
            if (run > length) {
                best = i;
                length = run;
            }
        }
        if (best < 0) {
            return String.join(":", bare);
        }
        return String.join(":", bare.subList(0, best)) + "::" + String.join(":", bare.subList(best + length, GROUPS));
    }
}
