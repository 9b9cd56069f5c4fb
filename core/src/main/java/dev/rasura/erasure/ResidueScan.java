package dev.rasura.erasure;

import dev.rasura.Rasura;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.residue.Occurrence;
import dev.rasura.internal.residue.ResidueScanner;
import dev.rasura.internal.residue.ScanResult;
import dev.rasura.internal.residue.ScanScope;
import dev.rasura.internal.residue.Skipped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A test aid: looks through a whole database for values that should be gone, by the reader that attests erasures.
 *
 * <pre>{@code
 * ResidueScan scan = ResidueScan.of(dataSource).remember(rasura, subject);
 * rasura.erasure().erase(subject);
 * scan.assertGone();
 * }</pre>
 *
 * <p>What to look for is remembered before the erasure, from the rows of a subject or value by value. A test of the test costs
 * a line: before the erasure, {@link #finds()} is not empty and {@link #assertGone()} fails.
 *
 * <p>It knows nothing of the data map, so rows that the plan retains are found like any other: name them with
 * {@link #except(String)}. Values are compared whatever their case, accents and spacing; text, numbers, bytes, JSON, arrays,
 * large objects and materialised views are read, other people's values only where they are equal.
 *
 * <p><b>Transaction</b>: reads on a connection of its own, which is rolled back and closed; what is not committed is not seen.
 * <b>Locks</b> none. <b>Logs</b> nothing. No message holds a value. Not thread-safe; meant for the database of a test, of
 * which it reads every row.
 */
public final class ResidueScan {

    private final DataSource dataSource;
    private final List<Needle> needles = new ArrayList<>();
    private final Set<String> excepted = new HashSet<>();
    private final List<Skipped> unsearched = new ArrayList<>();

    private ResidueScan(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /** Over every schema, but the system's own, that the data source's connections may read. */
    public static ResidueScan of(DataSource dataSource) {
        return new ResidueScan(dataSource);
    }

    /**
     * Remembers the distinctive values of a subject as they are in the database now, as an erasure would; those that others
     * hold as well are left out. Owns a read-only transaction.
     *
     * @throws SubjectNotFoundException if there is no such subject
     * @throws IllegalArgumentException if the subject has no distinctive value, so that nothing could be proven
     */
    public ResidueScan remember(Rasura rasura, SubjectRef subject) {
        int before = needles.size();
        rasura.erasure().remember(subject, this);
        if (needles.size() == before) {
            throw new IllegalArgumentException("This " + subject.type()
                    + " has no value that is distinctive and nobody else's, so its absence would prove nothing."
                    + " Classify an e-mail address, a user name or the like, or give the subject values of its own.");
        }
        return this;
    }

    /** Remembers values that stand for themselves: e-mail addresses, account numbers, address lines. */
    public ResidueScan remember(String... values) {
        for (String value : values) {
            add(Needle.Kind.TEXT, value);
        }
        return this;
    }

    /** Remembers telephone numbers, which are looked for by their digits, with and without country code. */
    public ResidueScan rememberPhone(String... numbers) {
        for (String number : numbers) {
            add(Needle.Kind.PHONE, number);
        }
        return this;
    }

    /** Remembers a full name, in the order given or family name first. */
    public ResidueScan rememberName(String name) {
        return add(Needle.Kind.NAME, name);
    }

    /** Remembers values that count only where they stand in one row or side by side, as given and family name. */
    public ResidueScan rememberTogether(String... parts) {
        return add(Needle.Kind.TOGETHER, parts);
    }

    /**
     * Says that the values of a column cannot be looked for, so that {@link #assertGone()} fails unless the column or its table
     * is left out. {@link #remember(Rasura, SubjectRef)} says it of distinctive columns of types that are not searched for.
     *
     * @param column as {@code table.column}, by the bare names
     * @param reason why, without a value
     */
    public ResidueScan cannotSearch(String column, String reason) {
        int dot = column.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("A column is named with its table, as table.column, but not: " + column);
        }
        unsearched.add(new Skipped(null, column.substring(0, dot), column.substring(dot + 1), reason));
        return this;
    }

    /** Leaves a table out, by its bare name, whatever its case: its rows are meant to stay. */
    public ResidueScan except(String table) {
        excepted.add(table.toLowerCase(Locale.ROOT));
        return this;
    }

    /** Leaves one column out, by the bare names, whatever their case. */
    public ResidueScan except(String table, String column) {
        excepted.add((table + "." + column).toLowerCase(Locale.ROOT));
        return this;
    }

    private ResidueScan add(Needle.Kind kind, String... parts) {
        needles.add(new Needle(needles.size() + 1, kind, List.of(parts), true));
        return this;
    }

    /**
     * Where remembered values are found, and in how many rows each; a row counts once for each value.
     *
     * @throws IllegalStateException if nothing was remembered, or the database cannot be read
     */
    public List<Attestation.Find> finds() {
        return finds(scan());
    }

    /**
     * Passes if no remembered value is left.
     *
     * @throws AssertionError if one is, naming table, column and count; or if something could not be read, or a value is too
     *     short to be looked for, so that absence proves nothing
     * @throws IllegalStateException if nothing was remembered, or the database cannot be read
     */
    public void assertGone() {
        ScanResult result = scan();
        List<Attestation.Find> finds = finds(result);
        if (!finds.isEmpty()) {
            throw new AssertionError("Values that should be gone are still there: "
                    + finds.stream()
                            .map(f -> f.table() + "." + f.column() + " in " + f.count() + " row(s)")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (!result.weak().isEmpty()) {
            throw new AssertionError("Of what was remembered, " + described(result.weak())
                    + " are too short to be looked for inside texts, so their absence proves nothing. Give the test's person"
                    + " longer ones.");
        }
        List<String> unread = Stream.concat(result.skipped().stream(), unsearched.stream())
                .filter(s -> !excepted(s.table()))
                .filter(s -> s.column() == null || !excepted(s.table() + "." + s.column()))
                .map(ResidueScan::text)
                .toList();
        if (!unread.isEmpty()) {
            throw new AssertionError("Nothing was found, but not all could be read, so absence proves nothing: "
                    + String.join("; ", unread)
                    + ". Let the test's user read it, or leave it out with except(\"table\").");
        }
    }

    /** By kind, since a value would be told by anything more. */
    private String described(Set<Integer> numbers) {
        return needles.stream()
                .filter(needle -> numbers.contains(needle.number()))
                .collect(Collectors.groupingBy(Needle::kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " "
                        + switch (e.getKey()) {
                            case TEXT -> "value(s)";
                            case NAME -> "full name(s)";
                            case PHONE -> "telephone number(s)";
                            case TOGETHER -> "set(s) of values that count together";
                        })
                .collect(Collectors.joining(", "));
    }

    private ScanResult scan() {
        if (needles.isEmpty()) {
            throw new IllegalStateException(
                    "The residue scan was given nothing to look for: it would always pass. Call remember(...) first.");
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            ScanResult result;
            try {
                result = new ResidueScanner().scan(connection, ScanScope.database(), needles);
            } catch (SQLException | RuntimeException e) {
                try {
                    end(connection, autoCommit);
                } catch (SQLException second) {
                    e.addSuppressed(UnitsOfWork.bare(second));
                }
                throw e;
            }
            end(connection, autoCommit);
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The residue scan failed: SQLSTATE " + e.getSQLState() + ", vendor code " + e.getErrorCode() + ".",
                    UnitsOfWork.bare(e));
        }
    }

    private static void end(Connection connection, boolean autoCommit) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
    }

    private List<Attestation.Find> finds(ScanResult result) {
        Map<List<String>, Long> finds = new LinkedHashMap<>();
        for (Occurrence found : result.occurrences()) {
            if (!excepted(found.table()) && !excepted(found.table() + "." + found.column())) {
                finds.merge(List.of(found.schema() + "." + found.table(), found.column()), found.count(), Long::sum);
            }
        }
        return finds.entrySet().stream()
                .map(e -> new Attestation.Find(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                .toList();
    }

    private boolean excepted(String name) {
        return excepted.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String text(Skipped skipped) {
        return skipped.table() + (skipped.column() == null ? "" : "." + skipped.column()) + ": " + skipped.reason();
    }
}
