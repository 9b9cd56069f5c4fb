package dev.rasura.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.sql.DatabaseFamily;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded of people on every database, whose trail stays intact. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class CaptureContract {

    @Parameter
    DatabaseFamily family;

    CaptureWorld world;

    @BeforeEach
    void open() {
        world = CaptureWorld.of(family);
        world.factory.inTransaction(this::fill);
        world.begin();
    }

    /** Anna and Bert, unless a theme needs others. */
    void fill(Session session) {
        CaptureModel.annaAndBert(session);
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
