package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.invoice;
import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded of changes on every database: to Anna and Bert, who have an invoice each. The trail stays intact. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class CaptureContract {

    @Parameter
    DatabaseFamily family;

    CaptureWorld world;

    @BeforeEach
    void open() {
        world = CaptureWorld.of(family);
        world.factory.inTransaction(CaptureContract::fill);
        world.begin();
    }

    static void fill(Session session) {
        Person anna = person(1, "Anna");
        Person bert = person(2, "Bert");
        session.persist(anna);
        session.persist(bert);
        session.persist(invoice(10, anna));
        session.persist(invoice(20, bert));
    }

    @AfterEach
    void verifyAndClose() {
        try (CaptureWorld closing = world) {
            assertIntact(closing);
        }
    }

    static void assertIntact(CaptureWorld world) {
        world.rasura.audit().seal();
        assertThat(world.rasura.audit().verify().findings()).isEmpty();
    }
}
