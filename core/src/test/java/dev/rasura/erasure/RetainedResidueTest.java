package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** What a plan keeps is no residue, however the erasure leaves it; what stands beside it is. */
class RetainedResidueTest extends ErasureContract {

    private static Attestation attested(Population p, Class<?> type, Object id) {
        ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(type, id));
        return p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA);
    }

    private static void assertRetained(Attestation attestation) {
        assertThat(attestation.finds()).isEmpty();
        assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        assertThat(attestation.retained()).isPositive();
    }

    // --- what a ground keeps stays linked

    @Entity(name = "Client")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Client {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Client() {}

        Client(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Voucher")
    @Retain(ground = "bookkeeping", when = "booked = true")
    @SubjectPath(value = "client", onErasure = RowAction.UNLINK)
    @SubjectPath(value = "mail", onErasure = RowAction.UNLINK)
    static class Voucher {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @SoftReference(to = Client.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String mail;

        @NotPersonal
        String note;

        @NotPersonal
        boolean booked;

        Voucher() {}

        Voucher(long id, Client client, String mail, boolean booked) {
            this.id = id;
            this.client = client;
            this.mail = mail;
            this.booked = booked;
        }
    }

    @Test
    void theReferenceOfARowThatStaysLinkedIsRetained() {
        Population p = population(Client.class, Voucher.class);
        Client anna = new Client(1, "anna77@a.example");
        p.save(anna, new Voucher(1, anna, anna.email, true), new Voucher(2, null, anna.email, true));
        p.save(new Voucher(3, anna, anna.email, false));

        assertRetained(attested(p, Client.class, 1L));

        assertThat(p.database().query(Long.class, "select count(*) from Voucher where mail is not null"))
                .isEqualTo(2);
    }

    @Test
    void whatElseTheLinkedRowSaysIsFoundOnceForEachCell() {
        Population p = population(Client.class, Voucher.class);
        Client anna = new Client(1, "anna77@a.example");
        Voucher voucher = new Voucher(1, anna, anna.email, true);
        voucher.note = "sent to anna77@a.example";
        Voucher other = new Voucher(2, null, "see anna77@a.example", true);
        p.save(anna, voucher, other);

        Attestation attestation = attested(p, Client.class, 1L);

        assertThat(attestation.finds())
                .extracting(f -> f.column().toLowerCase(java.util.Locale.ROOT) + " " + f.count())
                .containsExactlyInAnyOrder("note 1", "mail 1");
    }

    // --- values kept by a condition, and parts of documents that nobody named

    @Entity(name = "Profile")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Profile {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(
                value = DataCategory.EMAIL,
                onErasure = Strategy.NULL,
                keepWhen = "listed = true",
                reason = "stands in the register")
        String registered;

        @NotPersonal
        boolean listed;

        @PersonalData(
                value = DataCategory.FREE_TEXT,
                onErasure = Strategy.JSON,
                json = @JsonPart(path = "$.name"),
                reason = "the rest is needed")
        @Column(length = 400)
        String document;

        Profile() {}

        Profile(long id, String email, boolean listed, String document) {
            this.id = id;
            this.email = email;
            this.registered = email;
            this.listed = listed;
            this.document = document;
        }
    }

    @Test
    void aValueThatAConditionKeepsIsRetained() {
        Population p = population(Profile.class);
        p.save(new Profile(1, "anna77@a.example", true, null), new Profile(2, "bert88@b.example", false, null));

        assertRetained(attested(p, Profile.class, 1L));
        assertThat(attested(p, Profile.class, 2L).retained()).isZero();
    }

    @Test
    void anUnnamedPartOfADocumentIsRetainedUntilANamedOneComesBack() {
        Population p = population(Profile.class);
        p.save(new Profile(1, "anna77@a.example", false, "{\"name\":\"Anna\",\"by\":\"anna77@a.example\"}"));
        assertRetained(attested(p, Profile.class, 1L));

        p.emptied();
        p.save(new Profile(1, "anna77@a.example", false, "{\"name\":\"Anna\",\"by\":\"anna77@a.example\"}"));
        ErasureReceipt receipt = p.rasura().erasure().erase(SubjectRef.of(Profile.class, 1L));
        p.database().execute("update Profile set document = '{\"name\":\"anna77@a.example\"}'");
        assertThat(p.rasura().erasure().attest(receipt.id(), ScanArea.SCHEMA).finds())
                .hasSize(1);
    }

    // --- rows that had to let go of the person

    @Entity(name = "Buyer")
    @DataSubject
    static class Buyer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Buyer() {}

        Buyer(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Bill")
    @OnErasure(RowAction.ANONYMISE)
    static class Bill {
        @Id
        Long id;

        @ManyToOne
        Buyer buyer;

        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.KEEP, reason = "proof of dispatch")
        String sentTo;

        Bill() {}

        Bill(long id, Buyer buyer, String sentTo) {
            this.id = id;
            this.buyer = buyer;
            this.sentTo = sentTo;
        }
    }

    @Test
    void whatIsKeptInARowThatLetGoOfTheDeletedPersonIsRetainedStill() {
        Population p = population(Buyer.class, Bill.class);
        Buyer anna = new Buyer(1, "anna77@a.example");
        p.save(anna, new Bill(1, anna, anna.email), new Bill(2, anna, anna.email));

        assertRetained(attested(p, Buyer.class, 1L));
        assertThat(p.database().query(Long.class, "select count(*) from Bill where buyer_id is null"))
                .isEqualTo(2);

        p.emptied();
        p.save(anna, new Bill(1, anna, anna.email), new Bill(2, null, "for anna77@a.example"));
        assertThat(attested(p, Buyer.class, 1L).finds())
                .as("the row that was never hers")
                .singleElement()
                .satisfies(find -> assertThat(find.count()).isEqualTo(1));
    }

    // --- keys that are replaced

    @Entity(name = "Poet")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Poet {
        @Id
        @PersonalData(DataCategory.USER_NAME)
        @Column(length = 60)
        String login;

        @PersonalData(value = DataCategory.USER_NAME, onErasure = Strategy.KEEP, reason = "stands in printed books")
        String penName;

        Poet() {}

        Poet(String login, String penName) {
            this.login = login;
            this.penName = penName;
        }
    }

    @Entity(name = "Verse")
    @Retain(ground = "legal deposit")
    static class Verse {
        @Id
        Long id;

        @SoftReference(to = Poet.class)
        @PersonalData(DataCategory.USER_NAME)
        @Column(length = 60)
        String poet;

        Verse() {}

        Verse(long id, String poet) {
            this.id = id;
            this.poet = poet;
        }
    }

    @Test
    void whatIsKeptInARowWhoseKeyIsATokenNowIsRetained() {
        Population p = population(Poet.class);
        p.save(new Poet("aahl77", "quillmaster77"), new Poet("other", "another"));

        assertRetained(attested(p, Poet.class, "aahl77"));
        assertThat(p.database().query(String.class, "select login from Poet where login <> 'other'"))
                .startsWith("erased-");
        assertThat(p.rasura()
                        .erasure()
                        .erase(SubjectRef.of(Poet.class, "aahl77"))
                        .outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void aRetainedRowKeepsItsCopyOfTheOldKey() {
        Population p = population(Poet.class, Verse.class);
        p.save(new Poet("aahl77", "quillmaster77"), new Verse(1, "aahl77"));

        assertRetained(attested(p, Poet.class, "aahl77"));
        assertThat(p.database().query(String.class, "select poet from Verse")).isEqualTo("aahl77");
    }
}
