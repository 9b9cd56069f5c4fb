package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.example.data.RealData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on each data set: what it reports, and what anyone finds in the tables it leaves. */
abstract class ReportedFacts {

    private static final String SCHEMA = "reported";

    private final Databases database;

    @TempDir
    Path folder;

    ReportedFacts(Databases database) {
        this.database = database;
    }

    @Test
    void ofTheRecruitmentPlatform() throws Exception {
        try (Connection connection = open()) {
            String report = report();

            assertProven(report);
            assertThat(number(report, "unclassified")).isEqualTo(2);
            assertThat(number(report, "retained")).isOne();
            assertThat(text(report, "rule")).isEqualTo("applications-older-than-two-years");
            assertThat(number(report, "matched")).isEqualTo(2_592);
            assertThat(number(report, "removed")).isEqualTo(2_592);
            assertThat(number(report, "batches")).isEqualTo(6);
            assertThat(query(
                            connection,
                            "select count(*) from job_application where status <> 'HIRED'"
                                    + " and submitted_at < timestamp with time zone '2024-06-01 00:00:00+00'"))
                    .isEqualByComparingTo("0");
            assertThat(query(connection, "select count(*) from users")).isEqualByComparingTo("2000");
        }
    }

    @Test
    void ofSakila() throws Exception {
        try (Connection connection = open()) {
            String report = report("--sakila", RealData.folder("sakila").toString());

            assertProven(report);
            assertThat(number(report, "unclassified")).isZero();
            // One customer, one address, 32 rentals, 32 payments; the first name is also that of two actors.
            assertThat(number(report, "rows")).isEqualTo(66);
            assertThat(number(report, "anonymised")).isEqualTo(66);
            assertThat(number(report, "deleted")).isZero();
            assertThat(number(report, "shared")).isPositive();
            assertThat(number(report, "matched")).isEqualTo(15);
            assertThat(number(report, "removed")).isEqualTo(15);
            assertThat(query(connection, "select count(*) from payment")).isEqualByComparingTo("16049");
            assertThat(query(connection, "select sum(amount) from payment")).isEqualByComparingTo("67416.51");
            assertThat(query(connection, "select sum(amount) from payment where customer_id = 1"))
                    .isEqualByComparingTo("118.68");
            assertThat(query(
                            connection,
                            "select count(*) from actor where first_name = 'MARY' and actor_id in (66, 198)"))
                    .isEqualByComparingTo("2");
            assertThat(query(connection, "select count(*) from customer where email like 'MARY.SMITH%'"))
                    .isEqualByComparingTo("0");
            assertThat(query(connection, "select count(*) from address where address = '1913 Hanoi Way'"))
                    .isEqualByComparingTo("0");
            assertThat(query(
                            connection,
                            "select count(*) from customer where active = 0 and first_name not like 'erased-%'"))
                    .isEqualByComparingTo("0");
        }
    }

    @Test
    void anOpenRentalOfSakilaIsRetainedWithItsGround() throws Exception {
        try (Connection connection = open()) {
            // Customer 5 has one rental that is still out.
            String report = report("--sakila", RealData.folder("sakila").toString(), "--subject", "5");

            assertProven(report);
            assertThat(number(report, "retained")).isOne();
            assertThat(query(connection, "select count(*) from rental where customer_id = 5 and return_date is null"))
                    .isEqualByComparingTo("1");
            assertThat(
                            query(
                                    connection,
                                    "select count(*) from rasura_erasure where receipt like '%Open rental: the film is still out%'"))
                    .isEqualByComparingTo("1");
        }
    }

    @Test
    void ofChinook() throws Exception {
        try (Connection connection = open()) {
            BigDecimal before = new BigDecimal("39.62");
            String report = report("--chinook", RealData.folder("chinook").toString());

            assertProven(report);
            assertThat(number(report, "unclassified")).isZero();
            assertThat(number(report, "rows")).isEqualTo(1 + 7 + 38);
            assertThat(number(report, "anonymised")).isEqualTo(1 + 7);
            assertThat(number(report, "matched")).isEqualTo(83);
            assertThat(number(report, "removed")).isEqualTo(83);
            assertThat(query(connection, "select sum(total) from invoice where customer_id = 1"))
                    .isEqualByComparingTo(before);
            assertThat(query(connection, "select sum(total) from invoice")).isEqualByComparingTo("2328.60");
            assertThat(query(
                            connection,
                            "select count(*) from invoice where invoice_date < timestamp '2022-01-01 00:00:00'"
                                    + " and (billing_address is not null or billing_city is not null)"))
                    .isEqualByComparingTo("0");
            assertThat(query(connection, "select count(*) from customer where support_rep_id = 3"))
                    .isEqualByComparingTo("21");
        }
    }

    /** What holds for every data set. */
    private static void assertProven(String report) {
        assertThat(number(report, "residue")).isZero();
        assertThat(report).contains("\"tamperFound\":true").doesNotContain("\"verified\":false");
        assertThat(number(report, "treeSize")).isEqualTo(number(report, "events"));
        assertThat(text(report, "rootHash")).matches("[0-9a-f]{64}");
    }

    private String url;

    /** For an embedded database in memory, the connection that keeps it alive. */
    private Connection open() throws SQLException {
        url = database.ownUrl();
        return new Target(url, null, null, SCHEMA).connect();
    }

    private String report(String... more) throws Exception {
        Path file = folder.resolve("report.json");
        List<String> arguments =
                new ArrayList<>(List.of("--jdbc-url", url, "--schema", SCHEMA, "--report", file.toString()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(status).isZero();
        return Files.readString(file);
    }

    private static BigDecimal query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set schema '" + SCHEMA + "'");
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getBigDecimal(1);
            }
        }
    }

    private static long number(String report, String field) {
        var matcher = Pattern.compile("\"" + field + "\":(\\d+)").matcher(report);
        assertThat(matcher.find()).as(field).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static String text(String report, String field) {
        var matcher = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(report);
        assertThat(matcher.find()).as(field).isTrue();
        return matcher.group(1);
    }
}
