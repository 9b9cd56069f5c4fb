package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.ReviewedTrail.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How PostgreSQL goes about a query of the trail, by its own plan. */
class PostgresTrailQueryTest {

    private static final SubjectRef ANNA = SubjectRef.of("Customer", 1);
    private static final SubjectRef BERT = SubjectRef.of("Customer", 2);
    private static final Actor SEVEN = Actor.user("recruiter-7");

    @TempDir
    Path folder;

    @Test
    void onePageOfOneSubjectAmongManyEventsGoesAlongItsIndex() {
        try (ReviewedTrail reviewed = new ReviewedTrail(DatabaseFamily.POSTGRESQL, folder)) {
            reviewed.trail.record(viewed(SEVEN, ANNA).build());
            reviewed.trail.record(viewed(SEVEN, BERT).build());
            reviewed.trail.seal();
            // 50,000 more, of which every fiftieth is Anna's.
            reviewed.database.execute(
                    "insert into rasura_audit_leaf select i, gen_random_uuid(), node, epoch, 100 + i,"
                            + " leaf, leaf_hash, tag, key_id, sealed_at, event_type, occurred_at, actor_ref, outcome, action,"
                            + " entity, purpose from rasura_audit_leaf cross join generate_series(100, 50099) i"
                            + " where event_id in (select l.event_id from rasura_audit_leaf l join rasura_audit_leaf_subject s"
                            + " on s.leaf_index = l.leaf_index where s.subject_ref = ?)",
                    reviewed.keys.pseudonym(ANNA));
            reviewed.database.execute(
                    "insert into rasura_audit_leaf_subject select i, 'Customer', case when i % 50 = 0 then ? else"
                            + " 'someone-' || i end from generate_series(100, 50099) i",
                    reviewed.keys.pseudonym(ANNA));
            reviewed.database.execute("analyze");
            AuditQuery query = AuditQuery.all().about(ANNA).after(25_000L).limit(20);

            reviewed.statements.clear();
            AuditPage page = reviewed.trail.reading().page(query);

            assertThat(page.events()).hasSize(20);
            assertThat(page.more()).isTrue();
            assertThat(reviewed.statements)
                    .as("one statement for the page and one for its personal values")
                    .hasSize(2);
            String plan = plan(reviewed, query);
            assertThat(plan)
                    .contains("rasura_audit_leaf_subject_ref", "rasura_audit_leaf_pkey")
                    .doesNotContain("Seq Scan", "Sort");
            assertThat(plan.lines()
                            .filter(line -> line.contains("rasura_audit_leaf_subject_ref"))
                            .findFirst()
                            .orElseThrow())
                    .as("rows that the database looks at: one more than the page has")
                    .contains("rows=21.00 loops=1");
        }
    }

    private static String plan(ReviewedTrail reviewed, AuditQuery query) {
        try (Connection connection = reviewed.database.connect()) {
            List<Object> values = new ArrayList<>();
            String sql = new Criteria(query, reviewed.keys)
                    .select(new AuditStatements(OwnTables.defaults()), DatabaseFamily.POSTGRESQL.idiom(), values);
            values.add(query.limit() + 1);
            StringBuilder plan = new StringBuilder();
            try (PreparedStatement explain = connection.prepareStatement("explain analyze " + sql + " limit ?")) {
                for (int i = 0; i < values.size(); i++) {
                    explain.setObject(i + 1, values.get(i));
                }
                try (ResultSet lines = explain.executeQuery()) {
                    while (lines.next()) {
                        plan.append(lines.getString(1)).append('\n');
                    }
                }
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
