package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key of which a part is personal: in the keys of owned rows too, for many people at once, and in rows that are kept. */
class PersonalKeyPartTest extends ErasureContract {

    @Embeddable
    record TenantKey(
            @NotPersonal @Column(length = 20) String tenant,

            @PersonalData(DataCategory.EMAIL) @Column(length = 60)
            String email)
            implements Serializable {}

    @Entity(name = "Tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retention(rule = "tenants", start = "seen", period = "P1Y", action = RowAction.ANONYMISE)
    static class Tenant {
        @EmbeddedId
        TenantKey id;

        @NotPersonal
        LocalDate seen = LocalDate.of(2020, 1, 1);

        Tenant() {}

        Tenant(String tenant, String email) {
            this.id = new TenantKey(tenant, email);
        }
    }

    @Entity(name = "Passport")
    @OnErasure(RowAction.ANONYMISE)
    static class Passport {
        @EmbeddedId
        TenantKey id;

        @OneToOne
        @MapsId
        Tenant tenant;

        Passport() {}

        Passport(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    @Entity(name = "Stamp")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "border law", until = "for ever", when = "kept = 1")
    static class Stamp {
        @Id
        Long id;

        @ManyToOne
        Passport passport;

        @PersonalData(DataCategory.OTHER)
        String place;

        @NotPersonal
        int kept;

        Stamp() {}

        Stamp(long id, Passport passport, int kept) {
            this.id = id;
            this.passport = passport;
            this.place = "place " + id;
            this.kept = kept;
        }
    }

    private Population tenants() {
        Population p = population(Tenant.class, Passport.class, Stamp.class);
        for (String[] key :
                new String[][] {{"x", "anna@a.example"}, {"y", "anna@a.example"}, {"x", "bert@b.example"}}) {
            Tenant tenant = new Tenant(key[0], key[1]);
            Passport passport = new Passport(tenant);
            long id = p.database().count("Stamp") + 1;
            p.save(tenant, passport, new Stamp(id, passport, 0), new Stamp(id + 1, passport, 1));
        }
        return p;
    }

    @Test
    void aPersonalPartOfAKeyIsReplacedAndTheRestStays() {
        Population p = tenants();

        Erased erased = erase(p, SubjectRef.ofParts("Tenant", Map.of("email", "anna@a.example", "tenant", "x")));

        assertThat(of(erased.came(), "tenant")).hasSize(1).allMatch(r -> r.contains("email=TOKEN@invalid"));
        assertThat(of(erased.after(), "tenant")).anyMatch(r -> r.contains("anna@a.example") && r.contains("tenant=y"));
        assertThat(of(erased.came(), "passport")).hasSize(1);
        assertThat(of(erased.came(), "stamp"))
                .containsExactlyInAnyOrder(
                        "stamp{id=1, kept=0, passport_tenant_email=TOKEN@invalid, passport_tenant_tenant=x}",
                        "stamp{id=2, kept=1, passport_tenant_email=TOKEN@invalid, passport_tenant_tenant=x,"
                                + " place=place 2}");
    }

    @Test
    void manyAtOnceAreReKeyedByTheSameStatements() {
        Population p = tenants();

        var report = p.rasura().retention().run("tenants", RetentionOptions.defaults());

        assertThat(report.removed()).isEqualTo(3);
        assertThat(report.setAside()).isEmpty();
        assertThat(p.dump().toString()).doesNotContain("anna@", "bert@");
        assertThat(p.database().count("Passport")).isEqualTo(3);
        assertThat(p.rasura()
                        .retention()
                        .run("tenants", RetentionOptions.defaults())
                        .matched())
                .isZero();
    }
}
