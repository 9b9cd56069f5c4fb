package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.example.data.RealData;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChinookFacts {

    private final Databases database;

    private Filled chinook;

    ChinookFacts(Databases database) {
        this.database = database;
    }

    @BeforeAll
    void load() throws SQLException {
        chinook = new Filled(new ChinookDataset(RealData.folder("chinook")), database);
    }

    @AfterAll
    void close() throws SQLException {
        if (chinook != null) {
            chinook.close();
        }
    }

    @Test
    void everyRowIsThere() throws SQLException {
        assertThat(chinook.count("select count(*) from customer")).isEqualTo(59);
        assertThat(chinook.count("select count(*) from employee")).isEqualTo(8);
        assertThat(chinook.count("select count(*) from invoice")).isEqualTo(412);
    }

    @Test
    void luisGoncalvesHasSevenInvoicesWithHisAddress() throws SQLException {
        assertThat(chinook.count("select count(*) from customer where customer_id = 1"
                        + " and first_name = 'Luís' and last_name = 'Gonçalves'"))
                .isOne();
        assertThat(chinook.count("select count(*) from invoice i join customer c on c.customer_id = i.customer_id"
                        + " where c.customer_id = 1 and i.billing_address = c.address"))
                .isEqualTo(7);
        assertThat(chinook.count("select count(*) from invoice_line l join invoice i on i.invoice_id = l.invoice_id"
                        + " where i.customer_id = 1"))
                .isEqualTo(38);
        assertThat(chinook.number("select sum(total) from invoice where customer_id = 1"))
                .isEqualByComparingTo("39.62");
    }

    @Test
    void employee3Supports21Customers() throws SQLException {
        assertThat(chinook.count("select count(*) from customer where support_rep_id = 3"))
                .isEqualTo(21);
    }

    @Test
    void oldInvoicesAreOf46Customers() throws SQLException {
        assertThat(chinook.count("select count(*) from invoice where invoice_date < '2022-01-01'"))
                .isEqualTo(83);
        assertThat(chinook.count("select count(distinct customer_id) from invoice where invoice_date < '2022-01-01'"))
                .isEqualTo(46);
    }

    @Test
    void foreignKeysAreInForce() throws SQLException {
        assertThat(chinook.count("select count(*) from information_schema.table_constraints"
                        + " where constraint_type = 'FOREIGN KEY' and table_schema = 'test_chinook'"))
                .isEqualTo(11);
    }

    @Test
    void hibernateReadsEveryEntity() {
        chinook.sessionFactory.inTransaction(session -> new ChinookDataset(RealData.folder("chinook"))
                .classes()
                .forEach(entity -> assertThat(session.createSelectionQuery("from " + entity.getSimpleName(), entity)
                                .setMaxResults(5)
                                .getResultList())
                        .isNotEmpty()));
    }
}
