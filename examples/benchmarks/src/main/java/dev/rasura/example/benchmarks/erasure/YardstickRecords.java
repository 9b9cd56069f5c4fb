package dev.rasura.example.benchmarks.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The records that Rasura writes of an erasure, written by hand for this one model: tables with the same columns and keys,
 * texts with the same fields, the same tag and the same encryption.
 */
final class YardstickRecords {

    private static final String[] TABLES = {
        "create table yardstick_event (event_id uuid not null primary key, node varchar(64) not null, epoch uuid not"
                + " null, n bigint not null, leaf %3$s not null, tag %4$s not null, key_id varchar(64) not null,"
                + " unique (node, epoch, n))",
        "create table yardstick_erasure (erasure_id uuid not null primary key, subject_type varchar(255) not null,"
                + " subject_ref varchar(64) not null, key_id varchar(64) not null, executed_at timestamp(6) with time"
                + " zone not null, plan_hash varchar(64) not null, event_id uuid not null, receipt %2$s not null)",
        "create index yardstick_erasure_subject on yardstick_erasure (subject_type, subject_ref)",
        "create table yardstick_watch (erasure_id uuid not null primary key, key_id varchar(64) not null, created_at"
                + " timestamp(6) with time zone not null, scan_id uuid, sealed_values %1$s not null)",
        "create table yardstick_sweep (erasure_id uuid not null primary key, key_id varchar(64) not null, created_at"
                + " timestamp(6) with time zone not null, horizon %2$s, sealed_root %1$s not null)",
        "create table yardstick_disclosure (event_id uuid not null, ref varchar(64) not null, field varchar(128) not"
                + " null, salt %4$s not null, disclosed %2$s not null, primary key (event_id, ref, field))",
        "create index yardstick_disclosure_ref on yardstick_disclosure (ref)",
    };

    private static final String[] WORDS = {
        "purchase_line\",\"treatment\":\"DELETED",
        "purchase\",\"treatment\":\"DELETED",
        "ticket_entry\",\"treatment\":\"DELETED",
        "ticket\",\"treatment\":\"DELETED",
        "visit\",\"treatment\":\"DELETED",
        "person\",\"treatment\":\"ANONYMISED",
    };

    private static final String OVERWRITTEN =
            "\"name: a random token, erased-<16 digits>\",\"email: a random address, erased-<16 digits>@invalid\"";

    private static final String KEY_ID = "yardstick:00000000";
    private static final String PLAN = "0".repeat(64);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Connection connection;
    private final SecureRandom random = new SecureRandom();
    private final UUID epoch = UUID.randomUUID();
    private final String node = UUID.randomUUID().toString();
    private final SecretKey tagging;
    private final SecretKey sealing;
    private long number;

    YardstickRecords(Connection connection) throws SQLException {
        this.connection = connection;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        tagging = new SecretKeySpec(secret, "HmacSHA256");
        sealing = new SecretKeySpec(secret, "AES");
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        Object[] types = postgres
                ? new Object[] {"bytea", "text", "bytea", "bytea"}
                : new Object[] {"binary large object", "character large object", "varbinary(16384)", "varbinary(32)"};
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(String.format(table, types));
            }
        }
        connection.commit();
    }

    /** The name that stands for the person in what is kept. */
    String pseudonym(long person) {
        return HexFormat.of().formatHex(hmac(Long.toString(person)), 0, 16);
    }

    UUID event(String subject, UUID erasure, int[] counts) throws SQLException {
        UUID id = UUID.randomUUID();
        number++;
        int deleted = counts[0] + counts[1] + counts[2] + counts[3] + counts[4];
        String leaf = "{\"v\":1,\"id\":\"" + id + "\",\"time\":\"" + Instant.now()
                + "\",\"type\":\"erasure.executed\",\"action\":\"erase\",\"outcome\":\"SUCCESS\",\"actor\":{\"type\":"
                + "\"system\",\"ref\":\"application\"},\"subjects\":[{\"type\":\"Person\",\"ref\":\"" + subject
                + "\"}],\"entity\":\"Person\",\"attributes\":[],\"purpose\":\"erasure of personal data (GDPR Art. 17)\","
                + "\"facts\":{\"erasure\":\"" + erasure + "\",\"plan\":\"" + PLAN + "\",\"deleted\":\"" + deleted
                + "\",\"anonymised\":\"" + counts[5]
                + "\",\"pseudonymised\":\"0\",\"rekeyed\":\"0\",\"unlinked\":\"0\","
                + "\"retained\":\"0\",\"unchanged\":\"0\"},\"node\":\"" + node + "\",\"epoch\":\"" + epoch + "\",\"n\":"
                + number + ",\"commitments\":{}}";
        try (PreparedStatement insert =
                connection.prepareStatement("insert into yardstick_event (event_id, node, epoch,"
                        + " n, leaf, tag, key_id) values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, node);
            insert.setObject(3, epoch);
            insert.setLong(4, number);
            insert.setBytes(5, leaf.getBytes(StandardCharsets.UTF_8));
            insert.setBytes(6, hmac(node + epoch + number + leaf));
            insert.setString(7, KEY_ID);
            insert.executeUpdate();
        }
        return id;
    }

    /** What the trail holds of the person's values goes. */
    void forget(String subject) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from yardstick_disclosure where ref = ?")) {
            delete.setString(1, subject);
            delete.executeUpdate();
        }
    }

    void watch(UUID erasure, long person, String name, boolean distinctName, String email, boolean distinctEmail)
            throws SQLException {
        String values = "{\"v\":1,\"type\":\"Person\",\"truncated\":false,\"unsearched\":[],\"values\":[[\"NAME\","
                + distinctName + ",\""
                + name + "\"],[\"TEXT\"," + distinctEmail + ",\"" + email + "\"]],\"root\":[[\"person\",\"id\",\""
                + person
                + "\"]]}";
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into yardstick_watch (erasure_id, key_id, created_at, sealed_values) values (?, ?, ?, ?)")) {
            insert.setObject(1, erasure);
            insert.setString(2, KEY_ID);
            insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
            insert.setBytes(4, sealed(values, erasure));
            insert.executeUpdate();
        }
    }

    /** What a later run of the same statements needs to find rows that came in meanwhile. */
    void sweep(UUID erasure, long person) throws SQLException {
        String root = "{\"v\":1,\"type\":\"Person\",\"id\":\"" + person
                + "\",\"stayed\":true,\"values\":[[\"person\",\"id\",\"" + person + "\"]]}";
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into yardstick_sweep (erasure_id, key_id, created_at, sealed_root) values (?, ?, ?, ?)")) {
            insert.setObject(1, erasure);
            insert.setString(2, KEY_ID);
            insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
            insert.setBytes(4, sealed(root, erasure));
            insert.executeUpdate();
        }
    }

    void receipt(String subject, UUID erasure, UUID event, int[] counts) throws SQLException {
        Instant now = Instant.now();
        StringBuilder receipt = new StringBuilder("{\"v\":1,\"id\":\"" + erasure
                + "\",\"subjectType\":\"Person\",\"subject\":\"" + subject + "\",\"executedAt\":\"" + now
                + "\",\"planHash\":\"" + PLAN + "\",\"statements\":13,\"auditEvent\":\"" + event + "\",\"tables\":[");
        for (int i = 0; i < counts.length; i++) {
            receipt.append(i == 0 ? "" : ",")
                    .append("{\"table\":\"")
                    .append(WORDS[i])
                    .append("\",\"rows\":")
                    .append(counts[i])
                    .append(",\"columns\":[")
                    .append(i == counts.length - 1 ? OVERWRITTEN : "")
                    .append("]}");
        }
        receipt.append("]}");
        try (PreparedStatement insert = connection.prepareStatement("insert into yardstick_erasure (erasure_id,"
                + " subject_type, subject_ref, key_id, executed_at, plan_hash, event_id, receipt) values (?, ?, ?, ?, ?,"
                + " ?, ?, ?)")) {
            insert.setObject(1, erasure);
            insert.setString(2, "Person");
            insert.setString(3, subject);
            insert.setString(4, KEY_ID);
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            insert.setString(6, PLAN);
            insert.setObject(7, event);
            insert.setString(8, receipt.toString());
            insert.executeUpdate();
        }
    }

    private byte[] hmac(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(tagging);
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM offers no HMAC-SHA-256.", e);
        }
    }

    private byte[] sealed(String values, UUID erasure) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(erasure.toString().getBytes(StandardCharsets.UTF_8));
            byte[] encrypted = cipher.doFinal(values.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[NONCE_BYTES + encrypted.length];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM offers no AES-256-GCM.", e);
        }
    }
}
