package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.erasure.ResidueAttestationTest.Lease;
import dev.rasura.erasure.ResidueAttestationTest.Patron;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scan that users' own tests call: it passes when all is gone, and fails when anything is not. */
class ResidueScanTest extends ErasureContract {

    private static final SubjectRef ANNA = SubjectRef.of(Patron.class, 1);

    private Population people() {
        Population p = population(Patron.class, Lease.class);
        p.database().execute("create table if not exists scrap (id bigint, note varchar(200))");
        p.database().execute("delete from scrap");
        p.save(
                new Patron(1, "Anna", "Ahlgren", "aahl77@a.example", "+46 70 111 11 11"),
                new Patron(2, "Bert", "Borg", "bert@b.example", "+46 70 222 22 22"));
        return p;
    }

    private static DataSource source(Population p) {
        return new Faults().over(p.database());
    }

    @Test
    void aSubjectsValuesAreThereBeforeTheErasureAndGoneAfterIt() {
        Population p = people();
        ResidueScan scan = ResidueScan.of(source(p)).remember(p.rasura(), ANNA);
        assertThat(scan.finds())
                .hasSize(3)
                .allSatisfy(f -> assertThat(f.count()).isEqualTo(1));
        assertThatThrownBy(scan::assertGone)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("still there", "in 1 row(s)")
                .satisfies(e -> assertThat(e.getMessage().toLowerCase(java.util.Locale.ROOT))
                        .contains("patron.email")
                        .doesNotContain("ahlgren", "1111"));

        p.rasura().erasure().erase(ANNA);

        scan.assertGone();
        assertThat(scan.finds()).isEmpty();
    }

    @Test
    void anUndeclaredCopyFailsTheTestUntilItIsExcepted() {
        Population p = people();
        ResidueScan scan = ResidueScan.of(source(p)).remember(p.rasura(), ANNA);
        p.database().execute("insert into scrap values (1, 'AHLGREN, Anna: tel46701111111')");
        p.rasura().erasure().erase(ANNA);
        assertThatThrownBy(scan::assertGone)
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?is).*still there: \\w+\\.scrap\\.note in 2 row.*");
        scan.except("Scrap", "note").assertGone();
    }

    @Test
    void valuesMayBeGivenOneByOne() {
        Population p = people();
        for (ResidueScan scan : new ResidueScan[] {
            ResidueScan.of(source(p)).remember("AAHL77@a.example"),
            ResidueScan.of(source(p)).rememberPhone("0046701111111"),
            ResidueScan.of(source(p)).rememberTogether("Ahlgren", "Anna")
        }) {
            assertThatThrownBy(scan::assertGone).isInstanceOf(AssertionError.class);
            scan.except("patron").assertGone();
        }
        p.database().execute("insert into scrap values (1, 'Ahlgren Anna')");
        ResidueScan name = ResidueScan.of(source(p)).rememberName("Anna Ahlgren");
        assertThat(name.finds()).hasSize(1);
    }

    @Test
    void aFailureIsToldWithItsCauseThoughTheRollbackFailsAsWell() {
        DataSource lost = failing(DataSource.class, "getConnection", failing(Connection.class, "none", null));
        ResidueScan scan = ResidueScan.of(lost).remember("aahl77@a.example");
        assertThatThrownBy(scan::finds)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SQLSTATE 08006")
                .hasStackTraceContaining("withheld")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("a.example"));
    }

    /** Whose method answers, and whose others fail, but for those of auto-commit; a rollback in its own way. */
    private static <T> T failing(Class<T> type, String method, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(
                ResidueScanTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    String name = called.getName();
                    if (name.equals("getAutoCommit")) {
                        return false;
                    }
                    if (name.equals("setAutoCommit") || name.equals("close")) {
                        return null;
                    }
                    if (name.equals(method)) {
                        return answer;
                    }
                    throw new SQLException("on purpose: anna@a.example", name.equals("rollback") ? "08003" : "08006");
                }));
    }

    @Test
    void whatWouldProveNothingFails() {
        Population p = people();
        assertThatThrownBy(() -> ResidueScan.of(source(p)).assertGone())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("remember");
        assertThatThrownBy(() -> ResidueScan.of(source(p))
                        .remember("somebody@a.example", "zq")
                        .rememberTogether("q", "z")
                        .assertGone())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("too short")
                .hasMessageContaining("1 value(s), 1 set(s) of values that count together")
                .hasMessageContaining("Give")
                .hasMessageNotContaining("zq");
        assertThatThrownBy(() -> ResidueScan.of(source(p)).remember(p.rasura(), SubjectRef.of(Patron.class, 99)))
                .isInstanceOf(SubjectNotFoundException.class);
        p.rasura().erasure().erase(ANNA);
        assertThatThrownBy(() -> ResidueScan.of(source(p)).remember(p.rasura(), ANNA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prove nothing");
    }

    @Entity(name = "Holder")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Holder {
        @Id
        Long id = 1L;

        @PersonalData(DataCategory.USER_NAME)
        String login = "holder77";

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.NULL)
        byte[] mail = "holder@h.example".getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDistinctiveColumnThatCannotBeSearchedForFailsUnlessItIsExcepted() {
        Population p = population(Holder.class);
        p.save(new Holder());
        ResidueScan scan = ResidueScan.of(source(p)).remember(p.rasura(), SubjectRef.of(Holder.class, 1));
        p.rasura().erasure().erase(SubjectRef.of(Holder.class, 1));
        assertThatThrownBy(scan::assertGone)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Holder.mail", "are not looked for");
        scan.except("holder", "mail").assertGone();
    }
}
