package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of what an erasure has left, and what is not. */
class ResidueAttestationTest extends ErasureContract {

    private static final long ANNA = 987_654_321L;
    private static final String MAIL = "aahl77@a.example";
    private static final String PHONE = "+491701234567";

    @Entity(name = "Patron")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patron {
        @Id
        Long id;

        @PersonalData(DataCategory.GIVEN_NAME)
        String givenName;

        @PersonalData(DataCategory.FAMILY_NAME)
        String familyName;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Patron() {}

        Patron(long id, String givenName, String familyName, String email, String phone) {
            this.id = id;
            this.givenName = givenName;
            this.familyName = familyName;
            this.email = email;
            this.phone = phone;
        }
    }

    @Entity(name = "Lease")
    @Retain(ground = "Lease open", when = "closed = false")
    static class Lease {
        @Id
        Long id;

        @ManyToOne
        Patron patron;

        @NotPersonal
        boolean closed;

        @PersonalData(DataCategory.EMAIL)
        String contact;

        /** As bytes, of which many do not fit into a fetch. */
        @Column(length = 300_000)
        @PersonalData(DataCategory.DOCUMENT)
        byte[] contract;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        Blob scan;

        Lease() {}

        Lease(long id, Patron patron, boolean closed, String contact) {
            this.id = id;
            this.patron = patron;
            this.closed = closed;
            this.contact = contact;
        }
    }

    private Population filled() {
        Population p = population(Patron.class, Lease.class);
        p.database().execute("create table if not exists legacy_copy (id bigint, contact varchar(200))");
        p.database().execute("delete from legacy_copy");
        p.save(
                new Patron(ANNA, "Anna", "Ahlgren", MAIL, PHONE),
                new Patron(2, "Bert", "Borg", "bert@b.example", "+491709999999"));
        return p;
    }

    private static ErasureReceipt erase(Population p) {
        return p.rasura().erasure().erase(SubjectRef.of(Patron.class, ANNA));
    }

    @Test
    void anUndeclaredCopyIsFoundByPlaceAndNeverByValue() {
        Population p = filled();
        p.database()
                .execute("insert into legacy_copy values (1, 'call " + MAIL.toUpperCase(java.util.Locale.ROOT)
                        + " back')");
        ErasureReceipt receipt = erase(p);

        Attestation attestation = p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);

        assertThat(attestation.result()).isEqualTo(Attestation.Result.FOUND);
        assertThat(attestation.residue()).isEqualTo(1);
        assertThat(attestation.finds()).singleElement().satisfies(find -> {
            assertThat(find.table()).endsWithIgnoringCase(".legacy_copy");
            assertThat(find.column()).isEqualToIgnoringCase("contact");
            assertThat(find.count()).isEqualTo(1);
        });
        assertThat(attestation.toString()).doesNotContainIgnoringCase("aahl77");
        assertThat(p.database().query(String.class, "select body from rasura_attestation"))
                .containsIgnoringCase("legacy_copy")
                .doesNotContainIgnoringCase("aahl77");
    }

    @Test
    void ofTheMappedTablesOnlyTheUnmappedCopyIsNotSeen() {
        Population p = filled();
        p.database().execute("insert into legacy_copy values (1, '" + MAIL + "')");
        Attestation attestation = p.rasura().erasure().attest(erase(p).id(), ScanArea.MAPPED_TABLES);
        assertThat(attestation.skipped()).isEmpty();
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.area()).isEqualTo(ScanArea.MAPPED_TABLES);
        assertThat(attestation.tables()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theFullNameCountsTogetherOnlyAndAGivenNameIsShared() {
        Population p = filled();
        p.save(new Patron(3, "Anna", "Other", "other@o.example", "+491708888888"));
        p.database().execute("insert into legacy_copy values (1, 'dear Anna Ahlgren')");
        Attestation attestation = p.rasura().erasure().attest(erase(p).id(), ScanArea.SCHEMA);
        assertThat(attestation.result()).isEqualTo(Attestation.Result.FOUND);
        assertThat(attestation.finds())
                .extracting(f -> f.table().toLowerCase(java.util.Locale.ROOT))
                .singleElement()
                .asString()
                .endsWith(".legacy_copy");
        assertThat(attestation.shared()).isPositive();
    }

    @Test
    void aTelephoneThatTwoPeopleShareIsSharedAndNoResidue() {
        Population p = filled();
        p.save(new Patron(3, "Carl", "Ceder", "carl@c.example", PHONE));

        Attestation attestation = p.rasura().erasure().attest(erase(p).id(), ScanArea.SCHEMA);

        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.shared()).isEqualTo(1);
        assertThat(attestation.residue()).isZero();
    }

    @Test
    void retainedRowsAreTakenOffAndACopyBesideThemIsNot() {
        Population p = filled();
        p.inTransaction(s -> {
            Patron anna = s.find(Patron.class, ANNA);
            s.persist(new Lease(1, anna, false, MAIL));
            s.persist(new Lease(2, anna, true, MAIL));
        });
        ErasureReceipt receipt = erase(p);
        assertThat(receipt.rows(Treatment.RETAINED)).isEqualTo(1);
        Attestation attestation = p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.retained()).isEqualTo(1);

        p = filled();
        p.inTransaction(s -> {
            s.persist(new Lease(1, s.find(Patron.class, ANNA), false, MAIL));
            s.persist(new Lease(2, s.find(Patron.class, 2L), true, "mail " + MAIL));
        });
        Attestation second = p.rasura().erasure().attest(erase(p).id(), ScanArea.SCHEMA);
        assertThat(second.finds()).singleElement().satisfies(find -> {
            assertThat(find.table()).endsWithIgnoringCase("lease");
            assertThat(find.count()).as("Bert's, not Anna's retained one").isEqualTo(1);
        });
    }

    @Test
    void bytesAndLargeObjectsOfRetainedRowsAreTakenOffToo() {
        Population p = filled();
        p.inTransaction(s -> {
            Patron anna = s.find(Patron.class, ANNA);
            for (long id = 1; id <= 3; id++) {
                Lease lease = new Lease(id, anna, false, null);
                lease.contract = ("signed " + MAIL + " " + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_16LE);
                lease.scan = Hibernate.getLobHelper().createBlob(("scanned " + MAIL).getBytes(StandardCharsets.UTF_8));
                s.persist(lease);
            }
        });
        Attestation attestation = p.rasura().erasure().attest(erase(p).id(), ScanArea.DATABASE);
        assertThat(attestation.finds()).isEmpty();
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.retained()).isEqualTo(1);

        p = filled();
        p.inTransaction(s -> {
            for (long id = 1; id <= 2; id++) {
                Lease lease = new Lease(id, s.find(Patron.class, id == 1 ? ANNA : 2L), false, null);
                lease.contract = MAIL.getBytes(StandardCharsets.UTF_8);
                lease.scan = Hibernate.getLobHelper().createBlob(MAIL.getBytes(StandardCharsets.UTF_16BE));
                s.persist(lease);
            }
        });
        attestation = p.rasura().erasure().attest(erase(p).id(), ScanArea.SCHEMA);
        assertThat(attestation.finds()).as("Bert's copies").hasSize(2).allSatisfy(find -> {
            assertThat(find.table()).endsWithIgnoringCase("lease");
            assertThat(find.count()).isEqualTo(1);
        });
    }

    @Entity(name = "Author")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Author {
        @Id
        Long id;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEEP, reason = "stands in printed books")
        String penName;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void aValueKeptOnPurposeIsRetainedAndACopyOfItIsNot() {
        Population p = population(Author.class);
        p.database().execute("create table if not exists spine (id bigint, label varchar(200))");
        p.database().execute("insert into Author (id, penName, email) values (1, 'quillmaster77', 'q@q.example')");
        p.database().execute("insert into Author (id, penName, email) values (2, 'other', 'o@o.example')");
        UUID erasure =
                p.rasura().erasure().erase(SubjectRef.of(Author.class, 1)).id();
        Attestation attestation = p.rasura().erasure().attest(erasure, ScanArea.SCHEMA);
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.retained()).isEqualTo(1);

        p.emptied();
        p.database().execute("insert into Author (id, penName, email) values (1, 'quillmaster77', 'q@q.example')");
        p.database().execute("insert into spine values (1, 'by Quillmaster77')");
        erasure = p.rasura().erasure().erase(SubjectRef.of(Author.class, 1)).id();
        attestation = p.rasura().erasure().attest(erasure, ScanArea.SCHEMA);
        assertThat(attestation.finds())
                .singleElement()
                .satisfies(find -> assertThat(find.table()).endsWithIgnoringCase("spine"));
    }

    @Test
    void anErasureIsAttestedOnce() {
        Population p = filled();
        ErasureReceipt receipt = erase(p);
        p.database().execute("insert into legacy_copy values (1, '" + MAIL + "')");
        Attestation first = p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);
        assertThat(first.finds()).hasSize(1);
        assertThat(p.rasura().erasure().attest(receipt.id(), ScanArea.DATABASE))
                .as("what is on record")
                .isEqualTo(first);
        assertThatThrownBy(() -> p.rasura().erasure().attest(UUID.randomUUID(), ScanArea.SCHEMA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(p.database().count("rasura_attestation")).isEqualTo(1);
    }

    @Test
    void anErasureThatWasRolledBackCannotBeAttested() {
        Population p = filled();
        try (Session session = p.factory().openSession()) {
            session.beginTransaction();
            ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(Patron.class, ANNA), session);
            session.getTransaction().rollback();
            assertThatThrownBy(() -> p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not committed");
        }
    }

    @Test
    void nothingOfOursHoldsADirectIdentifier() throws SQLException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rasura");
        logger.addAppender(log);
        try {
            Population p = filled();
            ErasureReceipt receipt = erase(p);
            assertThat(p.database().count("rasura_residue_watch")).isEqualTo(1);
            assertThat(ownRows(p)).as("with the values waiting").noneMatch(ResidueAttestationTest::identifies);

            Attestation attestation = p.rasura().erasure().attest(receipt.id(), ScanArea.DATABASE);

            assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
            assertThat(p.database().count("rasura_residue_watch")).isZero();
            assertThat(ownRows(p)).hasSizeGreaterThan(4).noneMatch(ResidueAttestationTest::identifies);
            assertThat(receipt.toString())
                    .satisfies(t -> assertThat(identifies(t)).isFalse());
            assertThat(log.list).noneMatch(e -> identifies(e.getFormattedMessage()));
        } finally {
            logger.detachAppender(log);
        }
    }

    private static boolean identifies(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("anna")
                || lower.contains("ahlgren")
                || lower.contains("1701234567")
                || lower.contains("987654321");
    }

    /** Every row of Rasura's own tables, bytes read as text. */
    private static List<String> ownRows(Population p) throws SQLException {
        List<String> rows = new java.util.ArrayList<>();
        try (Connection connection = p.database().connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "audit_staged",
                    "audit_leaf",
                    "audit_leaf_subject",
                    "audit_disclosure",
                    "audit_coordinator",
                    "erasure",
                    "residue_watch",
                    "attestation")) {
                try (ResultSet result = statement.executeQuery("select * from rasura_" + table)) {
                    while (result.next()) {
                        StringBuilder row = new StringBuilder(table);
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            Object value = result.getObject(i);
                            row.append('|')
                                    .append(
                                            value instanceof byte[] bytes
                                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                                    : result.getString(i));
                        }
                        rows.add(row.toString());
                    }
                }
            }
        }
        return rows;
    }
}
