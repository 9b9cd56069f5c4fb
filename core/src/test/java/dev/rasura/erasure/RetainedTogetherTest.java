package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that grounds keep, and the rows that they refer to, which other grounds keep or do not. */
class RetainedTogetherTest extends ErasureContract {

    @Entity(name = "Customer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Customer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Customer() {}

        Customer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Order")
    @Table(name = "orders")
    @Retain(ground = "unpaid", when = "paid = false")
    static class Order {
        @Id
        Long id;

        @ManyToOne
        Customer customer;

        @NotPersonal
        boolean paid;

        Order() {}

        Order(long id, Customer customer, boolean paid) {
            this.id = id;
            this.customer = customer;
            this.paid = paid;
        }
    }

    @Entity(name = "Complaint")
    @Retain(ground = "open", when = "settled = false")
    static class Complaint {
        @Id
        Long id;

        @ManyToOne
        Order about;

        @NotPersonal
        boolean settled;

        Complaint() {}

        Complaint(long id, Order about, boolean settled) {
            this.id = id;
            this.about = about;
            this.settled = settled;
        }
    }

    @Test
    void whatIsKeptLetsGoOfARowThatItsOwnGroundDoesNotKeep() {
        Population p = population(Customer.class, Order.class, Complaint.class);
        Customer anna = new Customer(1, "anna@a.example");
        Order paid = new Order(1, anna, true);
        Order unpaid = new Order(2, anna, false);
        p.save(anna, paid, unpaid);
        p.save(new Complaint(1, paid, false), new Complaint(2, paid, true), new Complaint(3, unpaid, false));

        Erased erased = eraseWithoutResidue(p, Customer.class, 1);
        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "customer{email=anna@a.example, id=1}",
                        "orders{customer_id=1, id=1, paid=true}",
                        "complaint{about_id=1, id=1, settled=false}",
                        "complaint{about_id=1, id=2, settled=true}");
        assertThat(erased.came()).containsExactlyInAnyOrder("customer{id=1}", "complaint{id=1, settled=false}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Complaint DELETED", 1L,
                        "Complaint UNLINKED", 1L,
                        "Complaint RETAINED", 2L,
                        "Customer ANONYMISED", 1L,
                        "orders DELETED", 1L,
                        "orders RETAINED", 1L));
    }

    @Entity(name = "Reminder")
    @Retain(ground = "open", when = "settled = false")
    static class Reminder {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(nullable = false, foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Order about;

        @NotPersonal
        boolean settled;
    }

    @Test
    void whatCannotLetGoAndWouldNotFailIsRefusedByName() {
        assertThatThrownBy(() -> Population.of(family, Customer.class, Order.class, Reminder.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "Reminder: its rows may be retained on a ground, but refer by [about_id] to rows of"
                                + " Order that are deleted. Retain or anonymise those as well");
    }
}
