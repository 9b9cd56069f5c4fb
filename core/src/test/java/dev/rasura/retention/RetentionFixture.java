package dev.rasura.retention;

import dev.rasura.Rasura;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.Platform.Address;
import dev.rasura.retention.Platform.Application;
import dev.rasura.retention.Platform.Customer;
import dev.rasura.retention.Platform.Guest;
import dev.rasura.retention.Platform.Invoice;
import dev.rasura.retention.Platform.Mandate;
import dev.rasura.retention.Platform.Newsletter;
import dev.rasura.retention.Platform.Tick;
import dev.rasura.spi.AmbientTransaction;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The platform, its rows, and Rasura on an empty database. The JVM's zone, the session's and the clock's are three. */
@Timeout(60)
abstract class RetentionFixture {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), BERLIN);
    static final String OLD = "2020-01-01T00:00:00";

    /** Without it Hibernate writes local times by way of the JVM's zone, which H2 then takes for the session's. */
    private static final Map<String, Object> DIRECT = Map.of("hibernate.type.java_time_use_direct_jdbc", true);

    private final KeyProvider keys = KeyFile.ephemeral("test.example/retention");
    final AtomicInteger statements = new AtomicInteger();

    TestDatabase database;
    SessionFactory factory;

    abstract DatabaseFamily family();

    @BeforeEach
    void start() {
        database = TestDatabases.of(family());
        factory = database.sessionFactory(DIRECT, Platform.ENTITIES);
    }

    @AfterEach
    void stop() {
        factory.close();
        database.close();
    }

    Rasura rasura(Clock clock) {
        return rasura(factory, clock, any -> false);
    }

    Rasura rasura(SessionFactory sessions, Clock clock, AmbientTransaction ambient) {
        return Rasura.builder(sessions)
                .keys(keys)
                .clock(clock)
                .createTables(true)
                .ambientTransaction(ambient)
                .build();
    }

    /** Stands for the end of the process: nothing may catch it. */
    static final class Crash extends Error {}

    void applications(long from, long to, String closed) {
        factory.inTransaction(session -> LongStream.rangeClosed(from, to).forEach(id -> {
            Application application = new Application();
            application.id = id;
            application.status = "CLOSED";
            application.closed = LocalDateTime.parse(closed);
            session.persist(application);
        }));
    }

    void customer(long id, String lastSeen, Long address) {
        factory.inTransaction(session -> {
            Customer customer = new Customer();
            customer.id = id;
            customer.email = "p" + id + "@example.com";
            customer.name = "Name " + id;
            customer.lastSeen = Instant.parse(lastSeen);
            if (address != null) {
                customer.address = session.find(Address.class, address);
                if (customer.address == null) {
                    customer.address = new Address();
                    customer.address.id = address;
                    customer.address.street = "Street " + address;
                    session.persist(customer.address);
                }
            }
            session.persist(customer);
            Mandate mandate = new Mandate();
            mandate.id = id;
            mandate.customer = customer;
            mandate.iban = "DE" + id;
            session.persist(mandate);
            Newsletter newsletter = new Newsletter();
            newsletter.id = id;
            newsletter.reader = "P" + id + "@Example.com";
            session.persist(newsletter);
        });
    }

    void invoice(long id, String issued, String payer, String door) {
        factory.inTransaction(session -> {
            Invoice invoice = new Invoice();
            invoice.id = id;
            invoice.issued = LocalDate.parse(issued);
            invoice.payer = payer;
            invoice.door = door;
            invoice.cents = id;
            session.persist(invoice);
        });
    }

    Tick tick(Instant point, LocalDateTime local, LocalDate day) {
        Tick tick = new Tick();
        tick.moment = point == null ? tick.moment : point;
        tick.wallTime = local == null ? tick.wallTime : local;
        tick.onDay = day == null ? tick.onDay : day;
        factory.inTransaction(session -> session.persist(tick));
        return tick;
    }

    void guest(String name) {
        factory.inTransaction(session -> {
            Guest guest = new Guest();
            guest.id = name;
            guest.left = LocalDate.parse("2020-01-01");
            session.persist(guest);
        });
    }

    String series(int rows) {
        return switch (database.family()) {
            case H2 -> "system_range(1, " + rows + ") as s(g)";
            case POSTGRESQL -> "generate_series(1, " + rows + ") as s(g)";
            case MARIADB -> "(select seq as g from seq_1_to_" + rows + ") s";
        };
    }

    String text(String column) {
        return database.family() == DatabaseFamily.MARIADB
                ? "replace(cast(" + column + " as char), '.000000', '')"
                : "cast(" + column + " as varchar)";
    }

    /** A point in time in SQL; on MariaDB what the clock says in UTC. */
    String point(String utc) {
        return database.family() == DatabaseFamily.MARIADB
                ? "timestamp '" + utc + "'"
                : "timestamp with time zone '" + utc + "+00'";
    }

    static List<RecordedEvent> events(Rasura rasura, String type) {
        return rasura.audit().events(AuditQuery.all().ofType(type));
    }

    List<Long> ids(String table) {
        return strings("select id from " + table + " order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    List<String> strings(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return found;
    }

    /** A factory on the same tables whose statements are counted; a JDBC batch is one. */
    SessionFactory counted() {
        javax.sql.DataSource plain = (javax.sql.DataSource) java.lang.reflect.Proxy.newProxyInstance(
                RetentionFixture.class.getClassLoader(),
                new Class<?>[] {javax.sql.DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return database.connect();
                    }
                    throw new SQLException("Not asked of this data source: " + method.getName());
                });
        javax.sql.DataSource counting = ProxyDataSourceBuilder.create(plain)
                .afterQuery((execution, queries) -> statements.incrementAndGet())
                .build();
        return database.sessionFactory(
                Map.of("jakarta.persistence.nonJtaDataSource", counting, "hibernate.hbm2ddl.auto", "none"),
                Platform.ENTITIES);
    }
}
