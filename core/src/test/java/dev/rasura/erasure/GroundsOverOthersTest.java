package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** Grounds that decide by rows of other tables, which the same erasure deletes. */
class GroundsOverOthersTest extends ErasureContract {

    @Entity(name = "Tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Tenant() {}

        Tenant(long id) {
            this.id = id;
            this.email = "tenant" + id + "@a.example";
        }
    }

    @Entity(name = "Contract")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "In force", when = "id not in (select c.contract from Notice c)")
    static class Contract {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @PersonalData(DataCategory.EMAIL)
        String sentTo;

        Contract() {}

        Contract(long id, Tenant tenant) {
            this.id = id;
            this.tenant = tenant;
            this.sentTo = "contract" + id + "@a.example";
        }
    }

    @Entity(name = "Notice")
    static class Notice {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "contract", nullable = false)
        Contract contract;

        Notice() {}

        Notice(long id, Contract contract) {
            this.id = id;
            this.contract = contract;
        }
    }

    @Test
    void theyAreAskedBeforeThoseRowsGo() {
        Population p = population(Tenant.class, Contract.class, Notice.class);
        Tenant anna = new Tenant(1);
        Contract ended = new Contract(1, anna);
        p.save(anna, ended, new Contract(2, anna), new Notice(1, ended));

        assertThat(eraseWithoutResidue(p, Tenant.class, 1).gone())
                .containsExactly(
                        "contract{id=1, sentto=contract1@a.example, tenant_id=1}",
                        "notice{contract=1, id=1}",
                        "tenant{email=tenant1@a.example, id=1}");
    }

    @Entity(name = "Flat")
    @OnErasure(RowAction.ANONYMISE)
    static class Flat {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @PersonalData(
                value = DataCategory.ADDRESS_LINE,
                keepWhen = "id not in (select c.contract from Notice c)",
                reason = "the house keeps it")
        String door;
    }

    @Test
    void aConditionToKeepAValueCannotDecideByThem() {
        assertThatThrownBy(() -> Population.of(family, Tenant.class, Contract.class, Notice.class, Flat.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Flat.door")
                .hasMessageContaining("its keepWhen asks Notice, whose rows are erased as well");
    }

    @Entity(name = "Cellar")
    @OnErasure(RowAction.ANONYMISE)
    static class Cellar {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @NotPersonal
        boolean notice;

        @PersonalData(value = DataCategory.ADDRESS_LINE, keepWhen = "notice = true", reason = "the house keeps it")
        String door;
    }

    @Test
    void aColumnMayHaveTheNameOfATable() {
        assertThat(population(Tenant.class, Contract.class, Notice.class, Cellar.class))
                .isNotNull();
    }
}
