package dev.rasura.capture;

import static dev.rasura.capture.CaptureModel.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.capture.CaptureModel.Person;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Faults;
import dev.rasura.testing.OnEachDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** What is recorded where the application has set Hibernate otherwise: a second-level cache, an inspector of its own. */
class CaptureSettingsTest {

    @OnEachDatabase
    void whatTheSecondLevelCacheServesIsReadToo(DatabaseFamily family) {
        try (CaptureWorld world = CaptureWorld.of(
                family,
                Map.of(
                        "hibernate.cache.use_second_level_cache",
                        true,
                        "hibernate.cache.region.factory_class",
                        "jcache",
                        "hibernate.javax.cache.missing_cache_strategy",
                        "create",
                        "jakarta.persistence.sharedCache.mode",
                        "ENABLE_SELECTIVE"))) {
            world.factory.inTransaction(session -> session.persist(person(1, "Anna")));
            world.factory.inTransaction(session -> session.find(Person.class, 1L));
            world.begin();
            world.factory.inTransaction(session -> {
                world.faults.failAt(0, Faults.Kind.ERROR);
                assertThat(session.find(Person.class, 1L).name).isEqualTo("Anna");
                assertThat(world.statements()).isZero();
            });
            assertThat(world.told()).containsExactly("data.read Person [] rows=1 [Person#1]");
        }
    }

    @OnEachDatabase
    void theInspectorThatTheUserConfiguredStillHasItsSay(DatabaseFamily family) {
        AtomicInteger seen = new AtomicInteger();
        StatementInspector own = sql -> {
            seen.incrementAndGet();
            return sql + " /* seen */";
        };
        try (CaptureWorld world =
                CaptureWorld.of(family, Map.of("hibernate.session_factory.statement_inspector", own))) {
            seen.set(0);
            world.begin();
            world.factory.inTransaction(session ->
                    session.createMutationQuery("update Person set email = 'x'").executeUpdate());
            assertThat(seen.get()).isEqualTo(1);
            assertThat(world.told()).containsExactly("statement.changed Person [email] UNRESOLVED []");
        }
    }
}
