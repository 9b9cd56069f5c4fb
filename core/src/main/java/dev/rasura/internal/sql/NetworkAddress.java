package dev.rasura.internal.sql;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network address in its text form, cut to its network: /24 of IPv4, /48 of IPv6. Looks no name up. */
public final class NetworkAddress {

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(/\\d{1,2})?");
    private static final int GROUPS = 8;

    private NetworkAddress() {}

    /** The network, as {@code 203.0.113.0} or {@code 2001:db8:85a3::}, or null for a text that is no address. */
    public static @Nullable String networkOf(String text) {
        String address = text.strip();
        var four = IPV4.matcher(address);
        if (four.matches()) {
            for (int i = 1; i <= 4; i++) {
                if (Integer.parseInt(four.group(i)) > 255) {
                    return null;
                }
            }
            return Integer.parseInt(four.group(1)) + "." + Integer.parseInt(four.group(2)) + "."
                    + Integer.parseInt(four.group(3)) + ".0";
        }
        return address.indexOf(':') < 0 ? null : ofSix(address);
    }

    private static @Nullable String ofSix(String address) {
        String bare = address.replaceFirst("[%/].*$", "").replaceFirst("^\\[(.*)]$", "$1");
        int dotted = bare.lastIndexOf(':') + 1;
        if (bare.indexOf('.') >= 0) {
            String four = bare.substring(dotted);
            if (networkOf(four) == null) {
                return null;
            }
            // The address of an IPv4 host within IPv6: its own network says more than that of the prefix.
            if (bare.substring(0, dotted).toLowerCase(Locale.ROOT).matches("(0{0,4}:){1,5}(0{0,4}:)?(ffff:)?")) {
                return networkOf(four);
            }
            bare = bare.substring(0, dotted) + "0:0";
        }
        int[] groups = groups(bare);
        if (groups == null) {
            return null;
        }
        if (groups[0] == 0 && groups[1] == 0 && groups[2] == 0) {
            return "::";
        }
        int last = groups[2] != 0 ? 3 : groups[1] != 0 ? 2 : 1;
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < last; i++) {
            network.append(Integer.toHexString(groups[i])).append(':');
        }
        return network.append(':').toString();
    }

    private static int @Nullable [] groups(String address) {
        int gap = address.indexOf("::");
        String[] head = parts(gap < 0 ? address : address.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : parts(address.substring(gap + 2));
        if (gap < 0 ? head.length != GROUPS : head.length + tail.length >= GROUPS) {
            return null;
        }
        int[] groups = new int[GROUPS];
        try {
            for (int i = 0; i < head.length; i++) {
                groups[i] = group(head[i]);
            }
            for (int i = 0; i < tail.length; i++) {
                groups[GROUPS - tail.length + i] = group(tail[i]);
            }
            return groups;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String[] parts(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static int group(String text) {
        if (!text.matches("[0-9a-fA-F]{1,4}")) {
            throw new NumberFormatException("no group of an IPv6 address");
        }
        return Integer.parseInt(text, 16);
    }
}
