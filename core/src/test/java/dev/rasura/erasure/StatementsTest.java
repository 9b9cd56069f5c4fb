package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many round trips an erasure takes: small ones are as slow as their number. */
class StatementsTest extends ErasureContract {

    @Entity(name = "Reader")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Reader {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Reader() {}

        Reader(long id, String name) {
            this.id = id;
            this.name = name;
            this.email = name.replace(' ', '.') + "@readers.example";
            this.phone = "+4670300000" + id;
        }
    }

    @Entity(name = "Loan")
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Reader reader;

        Loan() {}

        Loan(long id, Reader reader) {
            this.id = id;
            this.reader = reader;
        }
    }

    @Entity(name = "Renewal")
    static class Renewal {
        @Id
        Long id;

        @ManyToOne
        Loan loan;

        Renewal() {}

        Renewal(long id, Loan loan) {
            this.id = id;
            this.loan = loan;
        }
    }

    @Entity(name = "RenewalNote")
    static class RenewalNote {
        @Id
        Long id;

        @ManyToOne
        Renewal renewal;

        RenewalNote() {}

        RenewalNote(long id, Renewal renewal) {
            this.id = id;
            this.renewal = renewal;
        }
    }

    @Entity(name = "Wish")
    static class Wish {
        @Id
        Long id;

        @ManyToOne
        Reader reader;

        Wish() {}

        Wish(long id, Reader reader) {
            this.id = id;
            this.reader = reader;
        }
    }

    @Entity(name = "WishMark")
    static class WishMark {
        @Id
        Long id;

        @ManyToOne
        Wish wish;

        WishMark() {}

        WishMark(long id, Wish wish) {
            this.id = id;
            this.wish = wish;
        }
    }

    @Entity(name = "Fee")
    @Retain(ground = "Fee unpaid", when = "paid = false")
    static class Fee {
        @Id
        Long id;

        @ManyToOne
        Reader reader;

        @NotPersonal
        boolean paid;

        @PersonalData(DataCategory.EMAIL)
        String billedTo;

        Fee() {}

        Fee(long id, Reader reader, boolean paid) {
            this.id = id;
            this.reader = reader;
            this.paid = paid;
            this.billedTo = reader.email;
        }
    }

    private static final Class<?>[] MODEL = {
        Reader.class, Loan.class, Renewal.class, RenewalNote.class, Wish.class, WishMark.class, Fee.class
    };

    @Test
    void anErasureTakesAStatementATableAndFewMore() {
        Faults faults = new Faults();
        try (Population p = Population.of(family, faults, MODEL)) {
            Reader anna = new Reader(1, "anna alm");
            Reader bert = new Reader(2, "bert berg");
            Loan loan = new Loan(1, anna);
            Renewal renewal = new Renewal(1, loan);
            Wish wish = new Wish(1, anna);
            p.save(
                    anna,
                    bert,
                    loan,
                    renewal,
                    new RenewalNote(1, renewal),
                    wish,
                    new WishMark(1, wish),
                    new Fee(1, anna, true),
                    new Fee(2, anna, false),
                    new Fee(3, bert, true));

            faults.failAt(0, Faults.Kind.ERROR);
            ErasureReceipt receipt = again(p, Reader.class, 1);

            int rootLock = 1 /* and, on PostgreSQL along with it, the isolation */;
            // Loans with wishes, which H2 locks one after the other, then renewals, which are found through loans.
            int locks = family == DatabaseFamily.H2 ? 3 : 2;
            int values = 1 /* of four columns, with what others hold of them */;
            int work = MODEL.length;
            int retained = 1;
            // Event, disclosures, values that wait for the scan and for the sweep, receipt.
            int records = postgresql() ? 4 : 5;
            int commit = 1;
            assertThat(receipt.statements()).isEqualTo(rootLock + locks + values + work + retained + records);
            assertThat(faults.executed())
                    .as(
                            "PostgreSQL is sent all locks with what is retained and the values, the work, and the records together")
                    .isEqualTo(postgresql() ? rootLock + 1 + 1 + commit : receipt.statements() + commit);
            assertThat(receipt.rows(Treatment.DELETED)).isEqualTo(6);
            assertThat(receipt.rows(Treatment.RETAINED)).isEqualTo(1);
            assertThat(p.rasura()
                            .erasure()
                            .attest(receipt.id(), ScanArea.SCHEMA)
                            .result())
                    .isEqualTo(Attestation.Result.NONE_FOUND);
        }
    }

    @Test
    void overADriverThatMayNotSendThemTogetherStatementsGoOneByOne() {
        Faults faults = Faults.oneByOne();
        try (Population p = Population.of(family, faults, MODEL)) {
            Reader anna = new Reader(1, "anna alm");
            p.save(anna, new Loan(1, anna), new Fee(1, anna, true));
            faults.failAt(0, Faults.Kind.ERROR);
            ErasureReceipt receipt = again(p, Reader.class, 1);
            assertThat(faults.executed()).isEqualTo(receipt.statements() + 1 /* the commit */);
        }
    }

    @Test
    void aPlanCountsInOneStatement() {
        Faults faults = new Faults();
        try (Population p = Population.of(family, faults, MODEL)) {
            Reader anna = new Reader(1, "anna alm");
            p.save(anna, new Loan(1, anna), new Fee(1, anna, true), new Fee(2, anna, false));
            faults.failAt(0, Faults.Kind.ERROR);
            ErasurePlan plan = p.rasura().erasure().plan(dev.rasura.SubjectRef.of(Reader.class, 1));
            assertThat(faults.executed())
                    .as("the root's row, its last receipt, the counts, the commit")
                    .isEqualTo(4);
            assertThat(rows(plan.tables()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "Reader ANONYMISED", 1L,
                            "Loan DELETED", 1L,
                            "Fee DELETED", 1L,
                            "Fee RETAINED", 1L));
        }
    }

    @Test
    void anErasureWorksAtReadCommittedWhateverTheConnectionHas() {
        try (Population p = Population.of(
                family, Map.of("hibernate.connection.isolation", "SERIALIZABLE"), List.of(), map -> {}, MODEL)) {
            Reader anna = new Reader(1, "anna alm");
            p.save(anna, new Loan(1, anna));
            if (postgresql()) {
                p.database().execute("create table seen (isolation varchar(30))");
                p.database()
                        .execute("create function note() returns trigger language plpgsql as $$ begin insert into seen"
                                + " values (current_setting('transaction_isolation')); return old; end $$");
                p.database()
                        .execute("create trigger noting before delete on loan for each row execute function note()");
            }
            assertThat(p.rasura()
                            .erasure()
                            .erase(dev.rasura.SubjectRef.of(Reader.class, 1))
                            .rows(Treatment.DELETED))
                    .isEqualTo(1);
            if (postgresql()) {
                assertThat(p.database().count("seen where isolation = 'read committed'"))
                        .isEqualTo(1);
            }
            p.inTransaction(session -> session.doWork(connection ->
                    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE)));
        }
    }

    @Test
    void isolationIsSetWhereItDiffersAndPutBack() {
        try (Population p = Population.of(
                family, Map.of("hibernate.connection.isolation", "SERIALIZABLE"), List.of(), map -> {}, MODEL)) {
            UnitsOfWork units = TestDatabase.unitsOfWork(p.factory());
            int within = units.own("test", Mode.WRITE, (c, s) -> c.getTransactionIsolation());
            assertThat(within).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            boolean readOnly = units.own("test", Mode.READ, (c, s) -> c.isReadOnly());
            assertThat(readOnly).isEqualTo(family != DatabaseFamily.H2);
            p.inTransaction(session -> session.doWork(connection -> {
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(connection.isReadOnly()).isFalse();
            }));
        }
    }
}
