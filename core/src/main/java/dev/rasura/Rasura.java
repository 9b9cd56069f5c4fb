package dev.rasura;

import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.StreamOptions;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.erasure.Erasures;
import dev.rasura.export.Exports;
import dev.rasura.internal.Assembly;
import dev.rasura.internal.hibernate.KnownTransactions;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.retention.Retentions;
import dev.rasura.spi.AmbientTransaction;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.KeyProvider;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The four duties of the GDPR over one application's database. Built once, at start, from the application's
 * {@link EntityManagerFactory}; thread-safe.
 *
 * <pre>{@code
 * Rasura rasura = Rasura.builder(entityManagerFactory).keys(KeyFile.read(path)).build();
 * rasura.export().write(SubjectRef.of(Customer.class, 42), ExportFormat.ZIP, out);
 * rasura.erasure().erase(SubjectRef.of(Customer.class, 42));
 * }</pre>
 *
 * <p>{@link #close()} settles what is known of this node's audit events; it does not close the factory.
 */
public final class Rasura implements AutoCloseable {

    private final Assembly assembly;

    private Rasura(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Begins to configure Rasura over the factory, which stays the caller's to close. */
    public static Builder builder(EntityManagerFactory factory) {
        return new Builder(factory);
    }

    /**
     * The script that creates Rasura's own tables, to be copied into Flyway or Liquibase.
     *
     * @param database {@code h2}, {@code postgresql} or {@code mariadb}
     * @param schema the schema of the tables, or null for the connection's own
     * @throws ConfigurationException if the database is not supported, or a name does not fit
     */
    public static String tablesScript(String database, String prefix, @Nullable String schema) {
        for (DatabaseFamily family : DatabaseFamily.values()) {
            if (family.scriptFolder().equals(database.toLowerCase(Locale.ROOT))) {
                return OwnTables.script(family, prefix, schema);
            }
        }
        throw new ConfigurationException("There is no script of Rasura's tables for '" + database
                + "'. There is one for h2, one for postgresql and one for mariadb.");
    }

    /** What is personal, whose, why, and what will happen to it. */
    public DataMap dataMap() {
        return assembly.map().map();
    }

    /**
     * This database's part of the record of processing activities (Art. 30). Reads nothing but the data map.
     *
     * @param details what no database knows; {@link RecordDetails#none()} prints {@code MISSING} for all of it
     */
    public RecordOfProcessing recordOfProcessing(RecordDetails details) {
        return RecordOfProcessing.of(dataMap(), details);
    }

    /** Erase or anonymise (Art. 17). */
    public Erasures erasure() {
        return assembly.erasures();
    }

    /** Export what is held about a person (Art. 15, 20). */
    public Exports export() {
        return assembly.exports();
    }

    /** Expire what is past its retention period (Art. 5(1)(e)). */
    public Retentions retention() {
        return assembly.retentions();
    }

    /** Record and prove (Art. 5(2)). */
    public AuditTrail audit() {
        return assembly.trail();
    }

    /** Settles this node's audit events in a last transaction. Calls after it fail or are not settled by this node. */
    @Override
    public void close() {
        assembly.stopCapture();
        assembly.trail().close();
    }

    /** Configures Rasura. Null is refused where it is given, but for a schema that is the connection's own. Not thread-safe. */
    public static final class Builder {

        private final EntityManagerFactory factory;
        private final List<DataMapCustomizer> customizers = new ArrayList<>();
        private final List<CheckpointAnchor> anchors = new ArrayList<>();
        private final List<EventType> eventTypes = new ArrayList<>();
        private final List<EventSink> sinks = new ArrayList<>();
        private StreamOptions stream = StreamOptions.defaults();
        private @Nullable KeyProvider keys;
        private Clock clock = Clock.systemUTC();
        private String tablePrefix = OwnTables.DEFAULT_PREFIX;
        private @Nullable String tableSchema;
        private @Nullable String node;
        private boolean createTables;
        private boolean captureChanges = true;
        private AmbientTransaction ambient = new KnownTransactions();
        private Duration longestTransaction = Duration.ofHours(1);

        private Builder(EntityManagerFactory factory) {
            this.factory = Objects.requireNonNull(factory, "factory");
        }

        /** The two secrets. Required. */
        public Builder keys(KeyProvider provider) {
            this.keys = Objects.requireNonNull(provider, "keys");
            return this;
        }

        /**
         * Declares a type of audit events. Once one is declared, types that are not are refused. One of {@code data.*} and
         * {@code statement.*} replaces Rasura's own, see {@link EventCatalogue}.
         */
        public Builder eventType(EventType type) {
            this.eventTypes.add(Objects.requireNonNull(type, "eventType"));
            return this;
        }

        /**
         * Whether changes of personal data through Hibernate are recorded, and reads of what has
         * {@link dev.rasura.annotation.AuditReads}; they are unless this says otherwise. Refused at the start where the factory
         * uses JTA transactions.
         */
        public Builder captureChanges(boolean capture) {
            this.captureChanges = capture;
            return this;
        }

        /** Adds a place outside the database to which events are copied, as their types or {@link #stream} say. */
        public Builder sink(EventSink sink) {
            this.sinks.add(Objects.requireNonNull(sink, "sink"));
            return this;
        }

        /** Says which events are streamed, and what happens when they come too fast; by default none are. */
        public Builder stream(StreamOptions options) {
            this.stream = Objects.requireNonNull(options, "stream");
            return this;
        }

        /** Adds a place outside the database where checkpoints are kept; without any they are lines of the log. */
        public Builder anchor(CheckpointAnchor anchor) {
            this.anchors.add(Objects.requireNonNull(anchor, "anchor"));
            return this;
        }

        /** Classifies in code what cannot be annotated; several are called in order. */
        public Builder customize(DataMapCustomizer customizer) {
            this.customizers.add(Objects.requireNonNull(customizer, "customize"));
            return this;
        }

        /** The clock, with the zone in which retention periods end. By default the system's clock and UTC. */
        public Builder clock(Clock source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** What the names of Rasura's own tables begin with; {@code rasura_} by default. */
        public Builder tablePrefix(String prefix) {
            this.tablePrefix = Objects.requireNonNull(prefix, "tablePrefix");
            return this;
        }

        /** The schema of Rasura's own tables; by default the connection's. */
        public Builder tableSchema(@Nullable String schema) {
            this.tableSchema = schema;
            return this;
        }

        /** Lets {@link #build()} create Rasura's own tables if they are missing. By default they must be there. */
        public Builder createTables(boolean create) {
            this.createTables = create;
            return this;
        }

        /** The name of this node in audit events, for people; a random one by default. */
        public Builder node(String name) {
            this.node = Objects.requireNonNull(name, "node");
            return this;
        }

        /** Tells whether the calling thread has a transaction already; by default JTA's and Hibernate's own word is taken. */
        public Builder ambientTransaction(AmbientTransaction detector) {
            this.ambient = Objects.requireNonNull(detector, "ambientTransaction");
            return this;
        }

        /**
         * How long a transaction of the application lasts at most; an hour by default. Used only where the database does not
         * tell which transactions are under way (H2, and MariaDB without the right {@code PROCESS}): there a
         * {@linkplain dev.rasura.erasure.Erasures#sweep() sweep} waits so long after it first saw an erasure.
         *
         * @throws ConfigurationException if it is negative
         */
        public Builder longestTransaction(Duration longest) {
            Objects.requireNonNull(longest, "longestTransaction");
            if (longest.isNegative()) {
                throw new ConfigurationException("The longest transaction lasts " + longest
                        + ", which is negative. Say how long a transaction of the application lasts at most.");
            }
            this.longestTransaction = longest;
            return this;
        }

        /**
         * Reads the mapping and the annotations, checks that every duty can be done on them, and that the own tables are
         * there. Runs transactions of its own.
         *
         * @throws DataMapException with all findings at once, if the map is ambiguous, contradictory, or holds what this
         *     version does not treat
         * @throws ConfigurationException if types of events are declared twice or unfit, or streamed
         *     though that cannot be, keys are missing or unfit, the database is not supported, or tables are missing
         */
        public Rasura build() {
            if (keys == null) {
                throw new ConfigurationException(
                        "Rasura needs its two secrets. Write a key file with dev.rasura.Keygen and say"
                                + " Rasura.builder(...).keys(KeyFile.read(path)), or give a KeyProvider of your own.");
            }
            return new Rasura(Assembly.of(
                    factory,
                    keys,
                    anchors,
                    customizers,
                    clock,
                    new OwnTables(tablePrefix, tableSchema),
                    createTables,
                    node,
                    ambient,
                    EventCatalogue.of(eventTypes),
                    sinks,
                    stream,
                    longestTransaction,
                    captureChanges));
        }
    }
}
