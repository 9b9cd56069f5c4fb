package dev.rasura.example.quickstart;

import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** Plain Hibernate, put together in code. */
final class Sessions {

    private Sessions() {}

    static SessionFactory open(Dataset dataset, Target target) {
        HibernatePersistenceConfiguration configuration =
                new HibernatePersistenceConfiguration("rasura-quickstart-" + dataset.name());
        configuration.managedClasses(dataset.classes());
        configuration.properties(target.hibernateSettings());
        configuration.properties(Map.of(
                "hibernate.physical_naming_strategy",
                PhysicalNamingStrategySnakeCaseImpl.class.getName(),
                "hibernate.connection.pool_size",
                "10",
                "jakarta.persistence.schema-generation.database.action",
                dataset.createsTables() ? "create" : "none"));
        return configuration.createEntityManagerFactory();
    }
}
