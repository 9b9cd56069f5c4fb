package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecruitmentFacts {

    private static final long SUBJECT = 126;

    private final Databases database;

    private Filled platform;

    RecruitmentFacts(Databases database) {
        this.database = database;
    }

    @BeforeAll
    void fill() throws SQLException {
        platform = new Filled(new RecruitmentDataset(), database);
    }

    @AfterAll
    void close() throws SQLException {
        platform.close();
    }

    @Test
    void thereAreTwoThousandPeople() throws SQLException {
        assertThat(platform.count("select count(*) from users")).isEqualTo(2_000);
        assertThat(platform.count("select count(*) from recruiter")).isEqualTo(125);
        assertThat(platform.count("select count(*) from candidate")).isEqualTo(1_875);
        assertThat(platform.count("select min(id) from candidate")).isEqualTo(SUBJECT);
        assertThat(platform.count("select max(id) from candidate")).isEqualTo(2_000);
    }

    @Test
    void bothDatabasesHoldTheSame() throws SQLException {
        assertThat(counts())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("candidate", 1_875L),
                        Map.entry("candidate_skill", 5_429L),
                        Map.entry("company", 62L),
                        Map.entry("document", 938L),
                        Map.entry("job", 500L),
                        Map.entry("job_application", 5_624L),
                        Map.entry("job_category", 25L),
                        Map.entry("login_event", 5_750L),
                        Map.entry("message", 3_738L),
                        Map.entry("note", 1_875L),
                        Map.entry("notification", 3_751L),
                        Map.entry("previous_employer", 3_750L),
                        Map.entry("recruiter", 125L),
                        Map.entry("saved_job", 5_616L),
                        Map.entry("users", 2_000L))));
    }

    @Test
    void aSecondFillIsTheSameAsTheFirst() throws SQLException {
        try (Filled again = new Filled(new RecruitmentDataset(), Databases.H2)) {
            assertThat(fingerprint(again)).hasSize(2_000 + 5_624).isEqualTo(fingerprint(platform));
        }
    }

    @Test
    void theSubjectHasSomethingOfEverything() throws SQLException {
        assertThat(ofSubject("job_application where candidate_id = ?")).isEqualTo(3);
        assertThat(ofSubject("job_application where candidate_id = ? and status = 'HIRED'"))
                .isOne();
        assertThat(ofSubject("job_application where candidate_id = ? and submitted_at < '2024-06-01'"))
                .isPositive();
        assertThat(ofSubject("message where sender_id = ?")).isEqualTo(2);
        assertThat(ofSubject("message where recipient_id = ?")).isOne();
        assertThat(ofSubject("document where candidate_id = ?")).isOne();
        assertThat(ofSubject("note where candidate_id = ?")).isOne();
        assertThat(ofSubject("notification where recipient_id = ?")).isEqualTo(3);
        assertThat(ofSubject("candidate_skill where candidate_id = ?")).isPositive();
        assertThat(ofSubject("previous_employer where candidate_id = ?")).isEqualTo(2);
        assertThat(ofSubject("saved_job where candidate_id = ?")).isPositive();
        assertThat(ofSubject("login_event e join users u on u.user_name = e.user_name where u.id = ?"))
                .isEqualTo(3);
    }

    @Test
    void nobodyElsesMessageNamesTheSubject() throws SQLException {
        assertThat(ofSubject("message m join users u on u.id = ? where m.sender_id <> u.id"
                        + " and m.body like '%' || u.family_name || '%' and m.body like '%' || u.given_name || '%'"))
                .isZero();
    }

    private Map<String, Long> counts() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : TargetSchema.tables(platform.connection, "test_recruitment")) {
            if (!table.equals(TargetSchema.MARKER_TABLE)) {
                counts.put(table, platform.count("select count(*) from " + table));
            }
        }
        return counts;
    }

    private long ofSubject(String rows) throws SQLException {
        return platform.count("select count(*) from " + rows.replace("?", Long.toString(SUBJECT)));
    }

    private static List<Object> fingerprint(Filled filled) {
        return filled.sessionFactory.fromTransaction(session -> Stream.of(
                        "select id, email, phone.number, address.street, lastLoginAt from User order by id",
                        "select id, candidate.id, job.id, status, submittedAt, coverLetter from JobApplication"
                                + " order by id")
                .flatMap(query ->
                        session.createSelectionQuery(query, Object[].class).getResultStream())
                .<Object>map(Arrays::asList)
                .toList());
    }
}
