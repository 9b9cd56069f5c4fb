package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Audited;
import org.hibernate.annotations.Changelog;
import org.hibernate.annotations.NaturalId;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.junit.jupiter.api.Test;

/** Shapes that few models have: done whole, or refused at start by name. */
class RareShapesTest extends ErasureContract {

    private void refused(String what, Class<?>... entities) {
        assertThatThrownBy(() -> Population.of(family, entities).close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(what);
    }

    // --- keys

    @Embeddable
    record ShiftKey(
            @NotPersonal @Column(name = "on_day") LocalDate day,

            @NotPersonal int post) implements Serializable {}

    @Entity(name = "Shift")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Shift {
        @EmbeddedId
        ShiftKey id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Shift() {}

        Shift(LocalDate day, int post, String email) {
            this.id = new ShiftKey(day, post);
            this.email = email;
        }
    }

    @Entity(name = "Handover")
    static class Handover {
        @Id
        Long id;

        @ManyToOne
        Shift shift;

        Handover() {}

        Handover(long id, Shift shift) {
            this.id = id;
            this.shift = shift;
        }
    }

    /** H2's session has another zone here than the machine, and the driver writes another day for it. */
    @Test
    void aDateMayBeAPartOfTheKeyUnlessTheDriverWritesAnotherDay() {
        if (family == DatabaseFamily.H2) {
            refused("Shift: its key has a date or time (on_day)", Shift.class, Handover.class);
            return;
        }
        Population p = population(Shift.class, Handover.class);
        Shift anna = new Shift(LocalDate.of(2026, 1, 31), 1, "anna77@a.example");
        Shift bert = new Shift(LocalDate.of(2026, 2, 1), 1, "bert88@b.example");
        p.save(anna, bert, new Handover(1, anna), new Handover(2, bert));

        Erased erased = eraseWithoutResidue(
                p, SubjectRef.ofParts("Shift", Map.of("day", LocalDate.of(2026, 1, 31), "post", 1)));

        assertThat(erased.gone()).hasSize(2).allMatch(r -> r.contains("2026-01-31"));
        assertThat(erased.after().toString()).contains("bert88@b.example").doesNotContain("anna77");
        assertThat(p.database().count("Handover")).isEqualTo(1);
    }

    @Entity(name = "Shadow")
    static class Shadow {
        @Id
        Long id;

        @SoftReference(to = Shift.class)
        @NotPersonal
        String shift;
    }

    @Test
    void aBareCopyOfAKeyOfSeveralColumnsIsRefused() {
        refused("Shadow.shift", Shift.class, Shadow.class);
    }

    @Entity(name = "Citizen")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Citizen {
        @Id
        Long id;

        @NaturalId
        @PersonalData(DataCategory.NATIONAL_ID)
        @Column(nullable = false, length = 60)
        String number;

        Citizen() {}

        Citizen(long id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    @Test
    void aNaturalIdThatHibernateNeverChangesIsOverwrittenAllTheSame() {
        Population p = population(Citizen.class);
        p.save(new Citizen(1, "19700101-0017"), new Citizen(2, "19800202-0028"));

        Erased erased = eraseWithoutResidue(p, Citizen.class, 1);

        assertThat(erased.came()).containsExactly("citizen{id=1, number=TOKEN}");
        assertThat(erased.after().toString()).contains("19800202-0028");
        assertThat(p.<Citizen>fromTransaction(s -> s.find(Citizen.class, 1L)).number)
                .startsWith("erased-");
    }

    // --- addresses in the network

    @Entity(name = "Visit")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Visit {
        @Id
        Long id;

        @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
        @Column(columnDefinition = "inet")
        java.net.InetAddress address;
    }

    @Test
    void anInetIsCutToItsNetwork() {
        if (!postgresql()) {
            return;
        }
        Population p = population(Visit.class);
        p.database().execute("insert into Visit (id, address) values (1, '203.0.113.77')");
        p.database().execute("insert into Visit (id, address) values (2, '2001:db8:1:2:3:4:5:6')");
        p.database().execute("insert into Visit (id, address) values (3, '203.0.113.78')");

        erase(p, Visit.class, 1);
        erase(p, Visit.class, 2);

        assertThat(p.database().query(String.class, "select host(address) from Visit where id = 1"))
                .isEqualTo("203.0.113.0");
        assertThat(p.database().query(String.class, "select host(address) from Visit where id = 2"))
                .isEqualTo("2001:db8:1::");
        assertThat(p.database().query(String.class, "select host(address) from Visit where id = 3"))
                .isEqualTo("203.0.113.78");
        assertThat(again(p, Visit.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    // --- what is refused

    @Entity(name = "Paper")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retention(rule = "papers", start = "filed", period = "P1Y")
    static class Paper {
        @Id
        Long id;

        @NotPersonal
        LocalDate filed;
    }

    @Entity(name = "Form")
    static class Form extends Paper {}

    @Test
    void aRuleOnTheRootOfTablesPerClass() {
        refused("papers", Paper.class, Form.class);
    }

    @Entity(name = "Lamp")
    static class Lamp {
        @Id
        Long id;
    }

    @Entity(name = "Collector")
    @DataSubject
    static class Collector {
        @Id
        Long id;

        @Any
        @AnyKeyJavaClass(Long.class)
        @AnyDiscriminatorValue(discriminator = "L", entity = Lamp.class)
        @AnyDiscriminatorValue(discriminator = "C", entity = Citizen.class)
        @Column(name = "thing_kind")
        @JoinColumn(name = "thing_id")
        @OwnedBySubject
        Object thing;
    }

    @Test
    void whatMayBeOfSeveralKindsCannotBeOwned() {
        refused(
                "@OwnedBySubject cannot stand on an association to any of several",
                Collector.class,
                Lamp.class,
                Citizen.class);
    }

    @Entity(name = "ChangeSet")
    @Changelog
    @NotPersonal
    static class ChangeSet {
        @Id
        @GeneratedValue
        @Changelog.ChangesetId
        Long id;

        @Changelog.Timestamp
        long time;
    }

    @Entity(name = "Named")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Audited
    static class Named {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        @Column(length = 60)
        String login;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Test
    void aPersonalKeyInAHistory() {
        refused("keeps a personal key of rows that are anonymised", Named.class, ChangeSet.class);
    }

    // --- tenants with schemas of their own

    private record Tenants(DatabaseFamily family) implements MultiTenantConnectionProvider<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Connection getAnyConnection() throws SQLException {
            return TestDatabases.of(family).connect();
        }

        @Override
        public void releaseAnyConnection(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public Connection getConnection(String tenant) throws SQLException {
            return TestDatabases.of(family).connect();
        }

        @Override
        public void releaseConnection(String tenant, Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public boolean supportsAggressiveRelease() {
            return false;
        }

        @Override
        public boolean isUnwrappableAs(Class<?> type) {
            return false;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aFactoryOfSeveralTenantsSchemas() {
        Tenants tenants = new Tenants(family);
        assertThatThrownBy(() -> Population.of(
                                family,
                                Map.of("hibernate.multi_tenant_connection_provider", tenants),
                                java.util.List.of(),
                                map -> {},
                                Citizen.class)
                        .close())
                .isInstanceOf(dev.rasura.ConfigurationException.class)
                .hasMessageContaining("Build one Rasura for each tenant");
    }
}
