package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.StatementsTest.Loan;
import dev.rasura.erasure.StatementsTest.Reader;
import dev.rasura.erasure.StatementsTest.Renewal;
import dev.rasura.erasure.StatementsTest.RenewalNote;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.testing.Population;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * H2 asks again for each row what a condition asks of a table that was locked before: four times as many rows would then be
 * sixteen times the work, and sixty-four a step further away. It works in the caller's thread, so that what the thread
 * allocates shows it, however busy the machine is.
 */
class ManyRowsH2Test {

    private static final int FEW = 150;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void fourTimesAsManyRowsAreNotSixteenTimesTheWork() {
        try (Population p =
                Population.of(DatabaseFamily.H2, Reader.class, Loan.class, Renewal.class, RenewalNote.class)) {
            allocatedErasing(p, 1, FEW);
            long few = allocatedErasing(p, 2, FEW);
            long many = allocatedErasing(p, 3, 4 * FEW);
            assertThat((double) many / few).isLessThan(8);
        }
    }

    @Test
    void rowsFoundThroughOthersAreLockedAsWell() throws SQLException {
        Idiom idiom = DatabaseFamily.H2.idiom();
        Fragment annas =
                Fragment.reaching(List.of("t.loan_id"), List.of("l.id"), "loan", "l", Fragment.of("l.reader_id = 1"));
        Fragment lock = idiom.locking(List.of(Fragment.of("select t.id from ")
                        .then(idiom.rowsToLock("renewal", "t", annas))
                        .then(" order by t.id")))
                .get(0);
        try (Population p = Population.of(DatabaseFamily.H2, Reader.class, Loan.class, Renewal.class);
                Connection erasing = p.database().connect();
                Connection other = p.database().connect()) {
            Reader anna = new Reader(1, "anna alm");
            Reader bert = new Reader(2, "bert berg");
            Loan annasLoan = new Loan(1, anna);
            Loan bertsLoan = new Loan(2, bert);
            p.save(anna, bert, annasLoan, bertsLoan, new Renewal(1, annasLoan), new Renewal(2, bertsLoan));
            erasing.setAutoCommit(false);
            try (Statement statement = erasing.createStatement();
                    ResultSet locked = statement.executeQuery(lock.sql())) {
                assertThat(locked.next()).isTrue();
                assertThat(locked.getLong(1)).isEqualTo(1);
                assertThat(locked.next()).isFalse();
            }
            assertThat(isLocked(other, 1)).isTrue();
            assertThat(isLocked(other, 2)).isFalse();
            erasing.rollback();
        }
    }

    private static boolean isLocked(Connection connection, int renewal) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select id from renewal where id = " + renewal + " for update nowait");
            return false;
        } catch (SQLException e) {
            assertThat(DatabaseFamily.H2.idiom().isLockTimeout(e.getSQLState(), e.getErrorCode()))
                    .isTrue();
            return true;
        }
    }

    private long allocatedErasing(Population p, int reader, int rows) {
        p.save(new Reader(reader, "anna alm " + reader));
        int first = reader * 10_000;
        String of = " from system_range(" + first + ", " + (first + rows - 1) + ")";
        p.database().execute("insert into loan (id, reader_id) select x, " + reader + of);
        p.database().execute("insert into renewal (id, loan_id) select x, x" + of);
        p.database().execute("insert into renewalnote (id, renewal_id) select x, x" + of);
        long before = threads.getCurrentThreadAllocatedBytes();
        ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(Reader.class, reader));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(receipt.rows(Treatment.DELETED)).isEqualTo(3L * rows);
        return allocated;
    }
}
