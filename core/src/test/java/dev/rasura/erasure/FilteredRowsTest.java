package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.TenantId;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.Test;

/** Rows that filters hide from the application, in tables with odd names. */
class FilteredRowsTest extends ErasureContract {

    @Entity(name = "Shopper")
    @DataSubject
    static class Shopper {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Shopper() {}

        Shopper(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Order")
    @Table(name = "`Order`", schema = "`Odd Shop`")
    @SoftDelete
    static class Order {
        @Id
        @Column(name = "`select`")
        Long id;

        @ManyToOne
        @JoinColumn(name = "`the Shopper`")
        Shopper shopper;

        @Column(name = "`ship-to`")
        @PersonalData(DataCategory.ADDRESS_LINE)
        String shipTo;

        Order() {}

        Order(long id, Shopper shopper, String shipTo) {
            this.id = id;
            this.shopper = shopper;
            this.shipTo = shipTo;
        }
    }

    @Entity(name = "Wish")
    @SQLRestriction("hidden = false")
    static class Wish {
        @Id
        Long id;

        @ManyToOne
        Shopper shopper;

        @NotPersonal
        boolean hidden;

        Wish() {}

        Wish(long id, Shopper shopper, boolean hidden) {
            this.id = id;
            this.shopper = shopper;
            this.hidden = hidden;
        }
    }

    @Entity(name = "Parcel")
    @FilterDef(name = "open", defaultCondition = "opened = true")
    @Filter(name = "open")
    static class Parcel {
        @Id
        Long id;

        @TenantId
        @NotPersonal
        String depot;

        @ManyToOne
        Shopper shopper;

        @NotPersonal
        boolean opened;
    }

    private static final class North implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "north";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @Test
    void rowsOfEveryTenantGoAndThoseThatAFilterInUseHides() {
        try (Population p = Population.of(
                family,
                Map.of("hibernate.tenant_identifier_resolver", new North()),
                List.of(),
                map -> {},
                Shopper.class,
                Parcel.class)) {
            p.save(new Shopper(1, "anna@a.example"), new Shopper(2, "bert@b.example"));
            String[] depots = {"north", "south"};
            for (int id = 1; id <= 8; id++) {
                p.database()
                        .execute(
                                "insert into Parcel (id, depot, opened, shopper_id) values (?, ?, ?, ?)",
                                id,
                                depots[id % 2],
                                id % 4 < 2,
                                id <= 4 ? 1 : 2);
            }
            List<String> his = p.dump().stream()
                    .filter(r -> r.contains("id=2}") || r.contains("shopper_id=2"))
                    .toList();

            p.inTransaction(session -> {
                session.enableFilter("open");
                assertThat(session.createSelectionQuery("from Parcel", Parcel.class)
                                .list())
                        .as("hidden by tenant and filter")
                        .hasSize(2);
                ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(Shopper.class, 1), session);
                assertThat(rows(receipt.tables())).isEqualTo(Map.of("Parcel DELETED", 4L, "Shopper DELETED", 1L));
            });

            assertThat(p.database().count("Parcel")).isEqualTo(4);
            assertThat(p.dump()).filteredOn(r -> !r.startsWith("large objects")).isEqualTo(his);
        }
    }

    @Test
    void whatFiltersHideAndWhateverItsNameIsErased() {
        try (Population p = Population.of(
                family,
                Map.of("hibernate.hbm2ddl.create_namespaces", "true"),
                List.of(),
                map -> {},
                Shopper.class,
                Order.class,
                Wish.class)) {
            Shopper anna = new Shopper(1, "anna@a.example");
            Shopper bert = new Shopper(2, "bert@b.example");
            Order hidden = new Order(1, anna, "Storgatan 1");
            Order kept = new Order(3, bert, "Kungsgatan 2");
            p.save(anna, bert, hidden, new Order(2, anna, "Storgatan 1"), kept);
            p.save(new Wish(1, anna, true), new Wish(2, anna, false), new Wish(3, bert, true));
            p.inTransaction(session -> session.remove(session.find(Order.class, 1L)));
            p.inTransaction(session -> session.remove(session.find(Order.class, 3L)));

            assertThat(p.rasura().dataMap().unclassified())
                    .as("the mark of a soft deletion is structure")
                    .isEmpty();
            Erased erased = eraseWithoutResidue(p, Shopper.class, 1);

            // MariaDB has no schemas apart from its databases.
            String order = family == DatabaseFamily.MARIADB ? "order" : "odd shop.order";
            assertThat(erased.gone())
                    .containsExactlyInAnyOrder(
                            order + "{deleted=true, select=1, ship-to=Storgatan 1, the shopper=1}",
                            order + "{deleted=false, select=2, ship-to=Storgatan 1, the shopper=1}",
                            "shopper{email=anna@a.example, id=1}",
                            "wish{hidden=true, id=1, shopper_id=1}",
                            "wish{hidden=false, id=2, shopper_id=1}");
            assertThat(erased.came()).isEmpty();
            assertThat(rows(erased.receipt().tables()))
                    .isEqualTo(Map.of("Order DELETED", 2L, "Shopper DELETED", 1L, "Wish DELETED", 2L));
        }
    }
}
