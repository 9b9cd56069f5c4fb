package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.example.data.RealData;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SakilaFacts {

    private final Databases database;

    private Filled sakila;

    SakilaFacts(Databases database) {
        this.database = database;
    }

    @BeforeAll
    void load() throws SQLException {
        sakila = new Filled(new SakilaDataset(RealData.folder("sakila")), database);
    }

    @AfterAll
    void close() throws SQLException {
        if (sakila != null) {
            sakila.close();
        }
    }

    @Test
    void everyRowIsThere() throws SQLException {
        assertThat(sakila.count("select count(*) from customer")).isEqualTo(599);
        assertThat(sakila.count("select count(*) from rental")).isEqualTo(16_044);
        assertThat(sakila.count("select count(*) from payment")).isEqualTo(16_049);
        assertThat(sakila.number("select sum(amount) from payment")).isEqualByComparingTo("67416.51");
    }

    @Test
    void marySmithHas32RentalsAnd32Payments() throws SQLException {
        assertThat(sakila.count("select count(*) from customer where customer_id = 1 and last_name = 'SMITH'"))
                .isOne();
        assertThat(sakila.count("select count(*) from rental where customer_id = 1"))
                .isEqualTo(32);
        assertThat(sakila.count("select count(*) from payment where customer_id = 1"))
                .isEqualTo(32);
        assertThat(sakila.number("select sum(amount) from payment where customer_id = 1"))
                .isEqualByComparingTo("118.68");
    }

    @Test
    void twoActorsAreCalledMaryToo() throws SQLException {
        assertThat(sakila.count("select count(*) from actor where first_name = 'MARY' and actor_id in (66, 198)"))
                .isEqualTo(2);
    }

    @Test
    void fifteenCustomersAreInactive() throws SQLException {
        assertThat(sakila.count("select count(*) from customer where active = 0 and create_date = '2006-02-14'"))
                .isEqualTo(15);
    }

    @Test
    void openRentalsAreOf159Customers() throws SQLException {
        assertThat(sakila.count("select count(*) from rental where return_date is null"))
                .isEqualTo(183);
        assertThat(sakila.count("select count(distinct customer_id) from rental where return_date is null"))
                .isEqualTo(159);
    }

    @Test
    void everyCustomerHasAnAddressAlone() throws SQLException {
        assertThat(sakila.count("select count(distinct address_id) from customer"))
                .isEqualTo(599);
        assertThat(sakila.count("select count(*) from customer join staff using (address_id)"))
                .isZero();
        assertThat(sakila.count("select count(*) from customer c join store s on s.address_id = c.address_id"))
                .isZero();
    }

    @Test
    void foreignKeysAreInForce() throws SQLException {
        assertThat(sakila.count("select count(*) from information_schema.table_constraints"
                        + " where constraint_type = 'FOREIGN KEY' and table_schema = 'test_sakila'"))
                .isEqualTo(22);
    }

    @Test
    void hibernateReadsEveryEntity() {
        sakila.sessionFactory.inTransaction(session -> new SakilaDataset(RealData.folder("sakila"))
                .classes()
                .forEach(entity -> assertThat(session.createSelectionQuery("from " + entity.getSimpleName(), entity)
                                .setMaxResults(5)
                                .getResultList())
                        .isNotEmpty()));
    }
}
