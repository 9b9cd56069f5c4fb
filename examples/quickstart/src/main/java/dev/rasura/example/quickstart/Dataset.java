package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** One of the three sets of data that the main job runs on. */
interface Dataset {

    static Dataset of(Options options) {
        return switch (options.source()) {
            case GENERATED -> new RecruitmentDataset();
            case SAKILA -> new SakilaDataset(folder(options));
            case CHINOOK -> new ChinookDataset(folder(options));
        };
    }

    private static Path folder(Options options) {
        return Objects.requireNonNull(options.folder(), "folder");
    }

    static Clock fixed(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    String name();

    /** What the persistence unit is made of. */
    List<Class<?>> classes();

    /** The time that it is for this data: it does not get older. */
    Clock clock();

    /** The rule that the retention step runs. */
    String retentionRule();

    /** @throws dev.rasura.example.data.IncompleteFolderException if the data is not all there */
    default void check() {}

    /**
     * The person to export and erase, known before anything is loaded.
     *
     * @param id null for the data set's own choice
     * @throws RefusedException if there is nobody with this id
     */
    SubjectRef subject(@Nullable String id);

    /** Whether Hibernate creates the tables; the others bring theirs. */
    default boolean createsTables() {
        return false;
    }

    /** Creates and fills the tables before Hibernate starts. */
    default void load(Connection connection) throws SQLException {}

    /** Fills the tables that Hibernate has created. */
    default void fill(SessionFactory sessionFactory) {}
}
