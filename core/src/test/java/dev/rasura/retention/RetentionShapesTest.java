package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.RetentionReport.SetAside;
import dev.rasura.retention.RetentionReport.Status;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Date;
import java.util.Map;
import org.hibernate.SessionFactory;

/** Rules on the shapes of entities that a batch could treat otherwise than a single erasure does. */
class RetentionShapesTest {

    private static final LocalDate OLD = LocalDate.parse("2020-01-01");
    private static final LocalDate NEW = LocalDate.parse("2026-02-01");

    private static Rasura rasura(SessionFactory factory, DataMapCustomizer... customizers) {
        Rasura.Builder builder = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/shapes"))
                .clock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), RetentionFixture.BERLIN))
                .createTables(true)
                .ambientTransaction(any -> false);
        for (DataMapCustomizer customizer : customizers) {
            builder.customize(customizer);
        }
        return builder.build();
    }

    // ---- A row that cannot be unlinked from what others own as well

    @Entity(name = "House")
    @OnErasure(RowAction.ANONYMISE)
    static class House {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;
    }

    @Entity(name = "Owner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retention(rule = "owners", start = "seen", period = "P1Y", action = RowAction.ANONYMISE)
    static class Owner {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @NotPersonal
        LocalDate seen;

        @ManyToOne(optional = false)
        @OwnedBySubject
        House house;
    }

    @OnEachDatabase
    void aSubjectThatCannotBeUnlinkedFromASharedRowIsSetAside(DatabaseFamily family) {
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory = database.sessionFactory(House.class, Owner.class)) {
            factory.inTransaction(session -> {
                House shared = new House();
                shared.id = 1L;
                shared.street = "Street";
                session.persist(shared);
                for (long id = 1; id <= 4; id++) {
                    Owner owner = new Owner();
                    owner.id = id;
                    owner.name = "Name " + id;
                    owner.seen = id == 4 ? NEW : OLD;
                    owner.house = shared;
                    if (id == 1) {
                        owner.house = new House();
                        owner.house.id = 2L;
                        owner.house.street = "Own";
                        session.persist(owner.house);
                    }
                    session.persist(owner);
                }
            });

            RetentionReport report = rasura(factory).retention().run("owners");

            assertThat(report.removed()).isEqualTo(1);
            assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
            String reason = "refused: rows that it owns are referred to by others too";
            assertThat(report.setAside()).containsExactly(new SetAside("2", reason), new SetAside("3", reason));
            assertThat(database.query(Long.class, "select id from Owner where name is null"))
                    .isEqualTo(1L);
            assertThat(database.query(Long.class, "select id from House where street is null"))
                    .isEqualTo(2L);
        }
    }

    // ---- References by several columns that are not the key

    @Entity(name = "Sender")
    @DataSubject
    static class Sender {
        @Id
        Long id;
    }

    @Entity(name = "Parcel")
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"region", "num"}))
    @Retention(rule = "parcels", start = "sent", period = "P1Y")
    static class Parcel implements Serializable {
        @Id
        Long id;

        @NotPersonal
        String region;

        @NotPersonal
        int num;

        @ManyToOne
        Sender sender;

        @NotPersonal
        LocalDate sent;
    }

    @Entity(name = "Stamp")
    static class Stamp {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "p_region", referencedColumnName = "region")
        @JoinColumn(name = "p_num", referencedColumnName = "num")
        Parcel parcel;
    }

    @OnEachDatabase
    void columnsOfTwoRootsAreNotMixed(DatabaseFamily family) {
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory = database.sessionFactory(Sender.class, Parcel.class, Stamp.class)) {
            factory.inTransaction(session -> {
                parcel(session, 1, "A", 1, OLD);
                parcel(session, 2, "B", 2, OLD);
                parcel(session, 3, "A", 2, NEW);
            });

            assertThat(rasura(factory).retention().run("parcels").removed()).isEqualTo(2);

            assertThat(database.count("Parcel")).isEqualTo(1);
            assertThat(database.count("Stamp")).isEqualTo(1);
            assertThat(database.query(Long.class, "select id from Stamp")).isEqualTo(3L);
        }
    }

    private static void parcel(org.hibernate.Session session, long id, String region, int number, LocalDate sent) {
        Parcel parcel = new Parcel();
        parcel.id = id;
        parcel.region = region;
        parcel.num = number;
        parcel.sent = sent;
        session.persist(parcel);
        Stamp stamp = new Stamp();
        stamp.id = id;
        stamp.parcel = parcel;
        session.persist(stamp);
    }

    // ---- Points in time in columns that hold local ones

    @Entity(name = "Legacy")
    @DataSubject
    @Retention(rule = "legacy", start = "seen", period = "P1D")
    static class Legacy {
        @Id
        @PersonalData(DataCategory.NATIONAL_ID)
        Long id;

        @NotPersonal
        Date seen;
    }

    @OnEachDatabase
    void aPointInTimeIsComparedInTheZoneInWhichHibernateWroteIt(DatabaseFamily family) {
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory =
                        database.sessionFactory(Map.of("hibernate.jdbc.time_zone", "Asia/Tokyo"), Legacy.class)) {
            // 2026-02-28T12:00Z is the cut-off: nine in the evening in Tokyo, one in the afternoon in Berlin.
            database.execute("insert into Legacy (id, seen) values (1, timestamp '2026-02-28 20:59:59'),"
                    + " (2, timestamp '2026-02-28 21:00:00')");

            Rasura rasura = rasura(factory);
            assertThat(rasura.retention().preview("legacy").matched()).isEqualTo(1);
            assertThat(rasura.retention().preview("legacy").sample()).isEmpty();
            assertThat(rasura.retention().run("legacy").removed()).isEqualTo(1);

            assertThat(database.query(Long.class, "select id from Legacy")).isEqualTo(2L);
        }
    }

    // ---- Inheritance

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    @DataSubject
    static class Account {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Candidate")
    @Retention(rule = "candidates", start = "seen", period = "P1Y")
    static class Candidate extends Account {
        @NotPersonal
        LocalDate seen;
    }

    @Entity(name = "Login")
    static class Login {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Account account;
    }

    @OnEachDatabase
    void anHeirOfASubjectExpiresAsThatSubject(DatabaseFamily family) {
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory = database.sessionFactory(Account.class, Candidate.class, Login.class)) {
            factory.inTransaction(session -> {
                for (long id = 1; id <= 3; id++) {
                    Account account = id == 3 ? new Account() : new Candidate();
                    account.id = id;
                    account.email = id + "@example.com";
                    if (account instanceof Candidate candidate) {
                        candidate.seen = id == 1 ? OLD : NEW;
                    }
                    session.persist(account);
                    Login login = new Login();
                    login.id = id;
                    login.account = account;
                    session.persist(login);
                }
            });
            Rasura rasura = rasura(factory);

            assertThat(rasura.retention().run("candidates").status()).isEqualTo(Status.COMPLETE);

            assertThat(database.count("Account")).isEqualTo(2);
            assertThat(database.count("Candidate")).isEqualTo(1);
            assertThat(database.count("Login")).isEqualTo(2);
            assertThat(rasura.erasure().erase(SubjectRef.of("Account", 1)).outcome())
                    .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        }
    }

    // ---- Rules that stop the start

    @OnEachDatabase
    void aRuleThatWouldExpireNothingOrNotSayWhomStopsTheStart(DatabaseFamily family) {
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory = database.sessionFactory(
                        Sender.class, Parcel.class, Stamp.class, Account.class, Candidate.class, Login.class)) {
            assertThat(rasura(factory).retention().rules()).hasSize(2);
            assertThatThrownBy(() -> rasura(
                            factory,
                            map -> map.entity("Parcel")
                                    .retention("empty", "sent", Period.ofYears(1), RowAction.ANONYMISE, "")))
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("'empty' of Parcel")
                    .hasMessageContaining("no column of Parcel is overwritten");
            assertThatThrownBy(() -> rasura(
                            factory,
                            map -> map.entity("Candidate")
                                    .retention("other", "seen", Period.ofYears(1), RowAction.ANONYMISE, "")))
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("expires as it is erased, by DELETE");
        }
    }
}
