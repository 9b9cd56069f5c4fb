package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.trail.model.Member;
import dev.rasura.example.benchmarks.trail.model.Visit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** Session factories over the same tables, alike but for who listens. */
final class Factories {

    private static final String URL = "jakarta.persistence.jdbc.url";
    private static final String TABLES = "jakarta.persistence.schema-generation.database.action";
    private static final String ENVERS = "hibernate.integration.envers.enabled";

    private Factories() {}

    /** A factory that nobody listens to. */
    static SessionFactory plain(String url) {
        return factory(Map.of(URL, url, ENVERS, false));
    }

    /** A factory that nobody listens to, and that creates the tables. */
    static SessionFactory creating(String url) {
        return factory(Map.of(URL, url, ENVERS, false, TABLES, "create"));
    }

    /** A factory that nobody listens to, over a data source. */
    static SessionFactory over(DataSource source) {
        return factory(Map.of("jakarta.persistence.nonJtaDataSource", source, ENVERS, false));
    }

    /** A factory with Envers, which also creates the tables. */
    static SessionFactory withEnvers(String url) {
        return factory(Map.of(URL, url, TABLES, "create"));
    }

    private static SessionFactory factory(Map<String, Object> settings) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("hibernate.physical_naming_strategy", PhysicalNamingStrategySnakeCaseImpl.class.getName());
        all.put("hibernate.jdbc.batch_size", "50");
        all.put("hibernate.order_inserts", "true");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("benchmark");
        configuration.managedClasses(List.of(Member.class, Visit.class));
        configuration.properties(all);
        return configuration.createEntityManagerFactory();
    }
}
