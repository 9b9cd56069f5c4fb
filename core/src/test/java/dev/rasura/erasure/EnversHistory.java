package dev.rasura.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.SoftReference;
import dev.rasura.erasure.EnversHistory.Renter;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;

/** A database whose history Envers keeps, and people in it who rent. */
final class EnversHistory {

    private static final Map<String, Object> SETTINGS = Map.of(
            "org.hibernate.envers.store_data_at_delete",
            "true",
            "org.hibernate.envers.global_with_modified_flag",
            "true",
            "org.hibernate.envers.audit_strategy",
            "org.hibernate.envers.strategy.internal.ValidityAuditStrategy",
            "org.hibernate.envers.audit_strategy_validity_store_revend_timestamp",
            "true");

    private EnversHistory() {}

    static Population of(DatabaseFamily family, Class<?>... entities) {
        return Population.of(family, SETTINGS, List.of(), map -> {}, entities);
    }

    @Entity(name = "Renter")
    @DataSubject
    @Audited
    static class Renter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Renter() {}

        Renter(long id) {
            this.id = id;
            this.email = "renter" + id + "@a.example";
        }
    }

    @Entity(name = "Rent")
    @Audited
    @Retain(ground = "Rent unpaid", when = "unpaid > 0")
    static class Rent {
        @Id
        Long id;

        @PersonalData(DataCategory.FINANCIAL)
        int unpaid;

        @NotPersonal
        @SoftReference(to = Renter.class)
        Long renter;

        Rent() {}

        Rent(long id, long renter, int unpaid) {
            this.id = id;
            this.renter = renter;
            this.unpaid = unpaid;
        }
    }
}
