package dev.rasura.spring;

import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import dev.rasura.audit.StreamOptions.WhenFull;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.retention.RetentionOptions;
import java.io.File;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * All that can be configured of Rasura.
 *
 * @param enabled Whether Rasura is set up.
 * @param zone Time zone in which retention periods end and the retention schedule is read. By default periods end in the zone
 *     of the Clock bean, if there is one, and all else is in the system's.
 * @param node Name of this node in audit events, for people. Random by default.
 * @param keys The two secrets.
 * @param tables Rasura's own tables.
 * @param audit The audit trail and the audit stream.
 * @param retention The scheduled retention run.
 * @param sweep The scheduled sweep of rows that came in while somebody was erased.
 * @param attestation The scheduled search for what erasures may have left.
 * @param web The web endpoints.
 * @param dataMap The data map.
 * @param controller Who decides why and how personal data is processed, for the record of processing (Art. 30).
 * @param jointControllers Those who decide with the controller (Art. 26). An empty list says that there are none.
 * @param representative The representative in the Union of a controller outside it (Art. 27).
 * @param dataProtectionOfficer The data protection officer (Art. 37).
 * @param transfers Transfers of personal data to third countries (Art. 30(1)(e)). An empty list says that there are none.
 * @param measures Technical and organisational measures (Art. 32(1)) for the record of processing, a sentence each.
 */
@ConfigurationProperties("rasura")
public record RasuraProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable ZoneId zone,
        @Nullable String node,
        @DefaultValue Keys keys,
        @DefaultValue Tables tables,
        @DefaultValue Audit audit,
        @DefaultValue Retention retention,
        @DefaultValue Sweep sweep,
        @DefaultValue Attestation attestation,
        @DefaultValue Web web,
        @DefaultValue DataMap dataMap,
        @Nullable Contact controller,
        @Nullable List<Contact> jointControllers,
        @Nullable Contact representative,
        @Nullable Contact dataProtectionOfficer,
        @Nullable List<ThirdCountry> transfers,
        @DefaultValue List<String> measures) {

    /**
     * The data map.
     *
     * @param print Whether the data map is a table in the log at start, at INFO of the logger dev.rasura.datamap.
     */
    public record DataMap(@DefaultValue("true") boolean print) {}

    /**
     * Who answers for the processing of personal data.
     *
     * @param name Name of the party. Where there need not be one, none says that there is none.
     * @param address Where letters reach the party.
     * @param contact E-mail address or telephone number of the party.
     */
    public record Contact(
            @DefaultValue("") String name,
            @DefaultValue("") String address,
            @DefaultValue("") String contact) {}

    /**
     * A transfer to a third country or an international organisation.
     *
     * @param country The country or organisation.
     * @param recipient Who receives the data there.
     * @param safeguard What makes it lawful: an adequacy decision, standard contractual clauses (Art. 45 to 49).
     */
    public record ThirdCountry(
            @DefaultValue("") String country,
            @DefaultValue("") String recipient,
            @DefaultValue("") String safeguard) {}

    /**
     * The two secrets: a file, or the entries of such a file one by one, as from the environment.
     *
     * @param file Key file that dev.rasura.Keygen wrote.
     * @param version Version of the key entries.
     * @param origin Name of the audit log, as example.com/audit.
     * @param secret The secret, 32 bytes or more in base64.
     * @param secretId Public name of the secret.
     * @param signingKey Private Ed25519 key that signs checkpoints, PKCS #8 in base64.
     * @param publicKey Public Ed25519 key that belongs to the signing key, X.509 in base64.
     * @param retiringSigningKey Private Ed25519 key that the signing key replaces, while checkpoints bear both signatures.
     * @param retiringPublicKey Public Ed25519 key that belongs to the retiring signing key.
     */
    public record Keys(
            @Nullable File file,
            @DefaultValue("1") String version,
            @Nullable String origin,
            @Nullable String secret,
            @Nullable String secretId,
            @Nullable String signingKey,
            @Nullable String publicKey,
            @Nullable String retiringSigningKey,
            @Nullable String retiringPublicKey) {

        /** None of the secrets. */
        @Override
        public String toString() {
            return "Keys[file=" + file + ", origin=" + origin + ", secretId=" + secretId + "]";
        }
    }

    /**
     * Rasura's own tables.
     *
     * @param initialize Where Rasura's own tables are created at start if they are missing. Elsewhere copy the script of
     *     Rasura.tablesScript into your migrations.
     * @param prefix What the names of Rasura's own tables begin with.
     * @param schema Schema that holds Rasura's own tables. By default the connection's own.
     */
    public record Tables(
            @DefaultValue("embedded") DatabaseInitializationMode initialize,
            @DefaultValue("rasura_") String prefix,
            @Nullable String schema) {}

    /**
     * The audit trail and the audit stream.
     *
     * @param anchorFile File outside the database in which signed checkpoints are kept. Without it, and without a
     *     CheckpointAnchor bean, they are lines of the log.
     * @param sealInterval Pause between two times that recorded events are sealed. Zero switches it off.
     * @param expireCron When audit events past their period are removed, as a Spring cron expression. With - they never are.
     * @param expireMaxEvents Of how many audit events one run removes the personal values at most, and how many leaves. Without
     *     a cap by default.
     * @param context Whether each web request has an AuditContext: who the user is, from where, in which trace and request.
     * @param captureChanges Whether changes of personal data through Hibernate are recorded.
     * @param sealEntries How many events this node records before it seals without waiting for the interval. Zero for no
     *     such limit.
     * @param requests Whether requests are recorded: those of known users to the stream, if there is one, and those that are
     *     denied or fail to the trail.
     * @param defaultSinks Where audit events go of whose type nothing else is said. The stream alone cannot be the default.
     * @param sinks Where audit events go, by type or by what types begin with: trail, stream or both. Wins over what the
     *     type says.
     * @param stream The audit stream.
     */
    public record Audit(
            @Nullable File anchorFile,
            @DefaultValue("1m") Duration sealInterval,
            @DefaultValue("10000") long sealEntries,
            @DefaultValue("0 0 4 * * *") String expireCron,
            @Nullable Long expireMaxEvents,
            @DefaultValue("true") boolean context,
            @DefaultValue("true") boolean captureChanges,
            @DefaultValue("true") boolean requests,
            @DefaultValue("trail") Sinks defaultSinks,
            @DefaultValue Map<String, Sinks> sinks,
            @DefaultValue Stream stream) {

        ExpiryOptions expiryOptions() {
            ExpiryOptions options = ExpiryOptions.defaults();
            return expireMaxEvents == null ? options : options.withMaxEvents(expireMaxEvents);
        }

        StreamOptions streamOptions() {
            return new StreamOptions(defaultSinks, sinks, stream.capacity(), stream.whenFull());
        }
    }

    /**
     * The audit stream.
     *
     * @param capacity How many events may wait to be streamed, 1 to 1000000.
     * @param whenFull What happens to the next one: block makes whoever recorded it wait, drop leaves it out and counts it.
     */
    public record Stream(
            @DefaultValue("10000") int capacity,
            @DefaultValue("block") WhenFull whenFull) {}

    /**
     * The scheduled retention run.
     *
     * @param cron When the retention rules run, as a Spring cron expression. Without it, or with -, they never run by
     *     themselves.
     * @param rules Names of the retention rules that run, in this order. All by default.
     * @param batchSize Rows that a retention run removes in one transaction, 1 to 10000.
     * @param maxRows How many rows a retention run removes by one rule at most. Without a cap by default.
     * @param timeBudget How long a retention run works on one rule. Without a limit by default.
     * @param pause Pause between two batches of a retention run.
     */
    public record Retention(
            @Nullable String cron,
            @DefaultValue List<String> rules,
            @DefaultValue("1000") int batchSize,
            @Nullable Long maxRows,
            @Nullable Duration timeBudget,
            @DefaultValue("0s") Duration pause) {

        RetentionOptions options() {
            return new RetentionOptions(batchSize, maxRows, timeBudget, pause);
        }
    }

    /**
     * The scheduled sweep of rows that came in while somebody was erased.
     *
     * @param interval Pause between two sweeps. Zero switches them off, but for the one before each attestation.
     * @param longestTransaction How long a transaction of the application lasts at most. Waited for where the database does
     *     not tell which are under way: on H2, and on MariaDB without the right PROCESS.
     */
    public record Sweep(
            @DefaultValue("5m") Duration interval,
            @DefaultValue("1h") Duration longestTransaction) {}

    /**
     * The scheduled search for what erasures may have left.
     *
     * @param cron When erasures that wait are attested, as a Spring cron expression. Without it, or with -, they wait.
     * @param area Where the search looks.
     * @param timeBudget How long one run searches; the next goes on there. A run ends with the table at hand.
     */
    public record Attestation(
            @Nullable String cron,
            @DefaultValue("database") ScanArea area,
            @DefaultValue("10m") Duration timeBudget) {

        ScanOptions options() {
            return ScanOptions.of(area).withTimeBudget(timeBudget);
        }
    }

    /**
     * The web endpoints for the data subject.
     *
     * @param enabled Whether the data subject has endpoints for export and erasure. They need a SubjectResolver bean.
     * @param basePath Path of the caller's own account: DELETE on it erases, GET on data-export below it exports.
     */
    public record Web(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/users/me") String basePath) {}
}
