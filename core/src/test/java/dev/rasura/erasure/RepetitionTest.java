package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ConfigurationException;
import dev.rasura.PlanDriftException;
import dev.rasura.Rasura;
import dev.rasura.RasuraException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Faults;
import dev.rasura.testing.Population;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twice is once, all or nothing, and whom there is to erase at all. */
class RepetitionTest extends ErasureContract {

    @Entity(name = "Account")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Account {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        Account() {}

        Account(long id, String email) {
            this.id = id;
            this.email = email;
            phones.add("+4917012345" + id);
        }
    }

    @Entity(name = "Entry")
    static class Entry {
        @Id
        Long id;

        @ManyToOne
        Account account;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Entry() {}

        Entry(long id, Account account) {
            this.id = id;
            this.account = account;
            this.text = "entry " + id;
        }
    }

    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Visitor() {}

        Visitor(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Track")
    static class Track {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Visitor.class)
        Long visitorId;

        Track() {}

        Track(long id, long visitorId) {
            this.id = id;
            this.visitorId = visitorId;
        }
    }

    @Entity(name = "Guid")
    @DataSubject
    static class Guid {
        @Id
        UUID id;
    }

    private static final Class<?>[] MODEL = {Account.class, Entry.class, Visitor.class, Track.class, Guid.class};

    private static long events(Population p) {
        return p.database().count("rasura_audit_staged");
    }

    @Test
    void theSecondTimeNothingChangesAndNoEventIsRecorded() {
        Population p = population(MODEL);
        Account anna = new Account(1, "anna@a.example");
        p.save(anna, new Entry(1, anna), new Visitor(1, "vera@v.example"));
        ErasureReceipt first = again(p, Account.class, 1);
        ErasureReceipt visitor = again(p, Visitor.class, 1);
        List<String> before = p.dump();
        long events = events(p);

        ErasureReceipt second = again(p, Account.class, 1);

        assertThat(first.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.tables()).isEqualTo(first.tables());
        assertThat(again(p, Visitor.class, 1).id()).isEqualTo(visitor.id());
        assertThat(p.dump()).isEqualTo(before);
        assertThat(events(p)).isEqualTo(events);
        assertThat(p.database().count("rasura_erasure")).isEqualTo(2);
    }

    @Test
    void aPlanIsCarriedOutOnce() {
        Population p = population(MODEL);
        Account anna = new Account(1, "anna@a.example");
        p.save(anna, new Entry(1, anna), new Visitor(1, "vera@v.example"));
        for (Class<?> type : List.of(Account.class, Visitor.class)) {
            ErasurePlan plan = p.rasura().erasure().plan(SubjectRef.of(type, 1));
            ErasureReceipt first = p.rasura().erasure().execute(plan);
            List<String> before = p.dump();
            long events = events(p);

            ErasureReceipt second = p.rasura().erasure().execute(plan);

            assertThat(first.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
            assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(p.dump()).isEqualTo(before);
            assertThat(events(p)).isEqualTo(events);
        }
    }

    @Test
    void whatCameInLaterIsErasedByTheSecondTime() {
        Population p = population(MODEL);
        Account anna = new Account(1, "anna@a.example");
        p.save(anna, new Entry(1, anna));
        again(p, Account.class, 1);
        p.inTransaction(s -> {
            s.persist(new Entry(2, s.find(Account.class, 1L)));
            s.find(Account.class, 1L).phones.add("+49170999999");
        });

        ErasureReceipt second = again(p, Account.class, 1);

        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(p.database().count("Entry")).isZero();
        assertThat(p.database().count("Account_phones")).isZero();
    }

    @Test
    void whatNamesADeletedSubjectByItsKeyIsErasedByTheSecondTime() {
        Population p = population(MODEL);
        p.save(new Visitor(1, "vera@v.example"), new Visitor(2, "otto@o.example"), new Track(1, 1), new Track(2, 2));
        again(p, Visitor.class, 1);
        p.save(new Track(3, 1));

        ErasureReceipt second = again(p, Visitor.class, 1);

        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.EXECUTED);
        assertThat(second.rows(Treatment.DELETED)).isEqualTo(1);
        assertThat(p.database().count("Track")).as("Otto's").isEqualTo(1);
        assertThat(again(p, Visitor.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void whoeverRegistersAgainUnderTheSameKeyIsANewSubject() {
        Population p = population(MODEL);
        p.save(new Visitor(1, "vera@v.example"));
        ErasureReceipt first = again(p, Visitor.class, 1);
        p.save(new Visitor(1, "vera.again@v.example"));

        ErasureReceipt second = eraseWithoutResidue(p, Visitor.class, 1).receipt();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(p.database().count("Visitor")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "abc", "01", "+1", "1.0", " 1", "99999999999999999999"})
    void aKeyThatNamesNobodyIsNotFound(String id) {
        Population p = population(MODEL);
        p.save(new Account(1, "anna@a.example"));
        List<String> before = p.dump();

        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of("Account", id)))
                .isInstanceOf(SubjectNotFoundException.class)
                .hasMessageNotContaining(id.strip().length() > 2 ? id : "id withheld");
        assertThatThrownBy(() -> p.rasura().erasure().plan(SubjectRef.of("Account", id)))
                .isInstanceOf(SubjectNotFoundException.class);
        assertThat(p.dump()).isEqualTo(before);
    }

    @Test
    void aUuidIsFoundInItsCanonicalFormOnly() {
        Population p = population(MODEL);
        Guid guid = new Guid();
        guid.id = UUID.fromString("aaaaaaaa-0000-4000-8000-00000000000a");
        p.save(guid);
        assertThatThrownBy(() -> again(p, Guid.class, "AAAAAAAA-0000-4000-8000-00000000000A"))
                .isInstanceOf(SubjectNotFoundException.class);
        assertThat(again(p, Guid.class, guid.id).rows(Treatment.DELETED)).isEqualTo(1);
    }

    @Test
    void anEntityThatIsNoSubjectIsRefused() {
        Population p = population(MODEL);
        assertThatThrownBy(() -> again(p, Entry.class, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'Entry'")
                .hasMessageContaining("Account, Guid, Visitor");
    }

    @Test
    void aPlanIsRefusedWhenADecisionChangedAndNotWhenACountMoved() {
        Population p = population(MODEL);
        Account anna = new Account(1, "anna@a.example");
        p.save(anna, new Entry(1, anna));
        ErasurePlan approved = p.rasura().erasure().plan(SubjectRef.of(Account.class, 1));
        List<String> before = p.dump();
        try (Rasura other = Population.rasura(
                p.factory(),
                map -> map.entity(Account.class).personal("email", DataCategory.EMAIL, Overwrite.withToken()))) {
            assertThatThrownBy(() -> other.erasure().execute(approved)).isInstanceOf(PlanDriftException.class);
        }
        assertThat(p.dump()).isEqualTo(before);

        p.inTransaction(s -> s.persist(new Entry(2, s.find(Account.class, 1L))));
        assertThat(p.rasura().erasure().execute(approved).rows(Treatment.DELETED))
                .isEqualTo(3);
    }

    // --- all or nothing

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void whereverItFailsNothingHasHappenedAndTheNextCallSucceeds(Faults.Kind kind) {
        Faults faults = Faults.oneByOne();
        try (Population p = Population.of(family, faults, MODEL)) {
            Account anna = new Account(1, "anna@a.example");
            Account bert = new Account(2, "bert@b.example");
            p.save(anna, bert, new Entry(1, anna), new Entry(2, bert));
            List<String> before = p.dump();
            long recorded = events(p);
            SubjectRef subject = SubjectRef.of(Account.class, 1);
            int failures = 0;
            while (true) {
                faults.failAt(failures + 1, kind);
                try {
                    p.rasura().erasure().erase(subject);
                    break;
                } catch (RasuraException e) {
                    failures++;
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(t.getMessage()).doesNotContain("anna@a.example");
                    }
                }
                assertThat(p.dump()).as("after failure %s", failures).isEqualTo(before);
                assertThat(events(p)).isEqualTo(recorded);
                assertThat(p.database().count("rasura_erasure")).isZero();
                assertThat(p.database().count("rasura_residue_watch")).isZero();
            }
            int statements = faults.executed();
            faults.failAt(0, kind);
            assertThat(failures).isEqualTo(statements).isGreaterThan(8);
            assertThat(p.dump()).contains("account{id=1}").hasSize(before.size() - 2);
            assertThat(p.database().count("rasura_erasure")).isEqualTo(1);
        }
    }

    @Test
    void statementsDoNotGrowWithRowsAndTheReceiptCountsThem() {
        Faults faults = Faults.oneByOne();
        try (Population p = Population.of(family, faults, MODEL)) {
            p.save(new Account(1, "anna@a.example"), new Account(2, "bert@b.example"));
            String numbers = switch (family) {
                case H2 -> "system_range(1, ?) as g(n)";
                case POSTGRESQL -> "generate_series(1, ?) as g(n)";
                case MARIADB -> "(select seq as n from seq_1_to_10000 where seq <= ?) g";
            };
            String insert =
                    "insert into Entry (id, account_id, text) select n + ?, ?, concat('entry ', n) from " + numbers;
            p.database().execute(insert, 0, 1, 10);
            p.database().execute(insert, 100, 2, 10_000);

            faults.failAt(0, Faults.Kind.ERROR);
            ErasureReceipt few = again(p, Account.class, 1);
            int fewStatements = faults.executed();
            faults.failAt(0, Faults.Kind.ERROR);
            ErasureReceipt many = again(p, Account.class, 2);
            int manyStatements = faults.executed();

            assertThat(few.rows(Treatment.DELETED)).isEqualTo(11);
            assertThat(many.rows(Treatment.DELETED)).isEqualTo(10_001);
            assertThat(manyStatements).isEqualTo(fewStatements);
            assertThat(many.statements()).isEqualTo(few.statements()).isEqualTo(fewStatements - 1 /* the commit */);
        }
    }
}
