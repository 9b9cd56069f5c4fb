package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.trail.model.Member;
import dev.rasura.example.benchmarks.trail.model.Visit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** Session factories over the same tables, alike but for who listens. */
final class Factories {

    private Factories() {}

    /** A factory that nobody listens to. */
    static SessionFactory plain(String url) {
        return factory(url, Map.of("hibernate.integration.envers.enabled", false));
    }

    /** A factory with Envers, which also creates the tables. */
    static SessionFactory withEnvers(String url) {
        return factory(url, Map.of("jakarta.persistence.schema-generation.database.action", "create"));
    }

    private static SessionFactory factory(String url, Map<String, Object> settings) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("jakarta.persistence.jdbc.url", url);
        all.put("hibernate.physical_naming_strategy", PhysicalNamingStrategySnakeCaseImpl.class.getName());
        all.put("hibernate.jdbc.batch_size", "50");
        all.put("hibernate.order_inserts", "true");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("benchmark");
        configuration.managedClasses(List.of(Member.class, Visit.class));
        configuration.properties(all);
        return configuration.createEntityManagerFactory();
    }
}
