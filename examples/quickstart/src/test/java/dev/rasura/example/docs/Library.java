package dev.rasura.example.docs;

import dev.rasura.Rasura;
import dev.rasura.datamap.MapFormat;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

// spotless:off
public class Library {
    public static void main(String[] args) {
        Path keyFile = Path.of(args[0]);
        Path checkpoints = Path.of(args[1]);
        try (EntityManagerFactory entityManagerFactory = new HibernatePersistenceConfiguration("library")
                .managedClasses(Reader.class, Loan.class)
                .property("jakarta.persistence.jdbc.url", "jdbc:h2:mem:library")
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .createEntityManagerFactory()) {
            Rasura rasura = start(entityManagerFactory, keyFile, checkpoints);
            System.out.println(rasura.dataMap().render(MapFormat.TEXT));
        }
    }

    static Rasura start(EntityManagerFactory entityManagerFactory, Path keyFile, Path checkpoints) {
        return Rasura.builder(entityManagerFactory)
                .keys(KeyFile.read(keyFile))
                .anchor(new FileAnchor(checkpoints))
                .createTables(true)
                .build();
    }
}
// spotless:on
