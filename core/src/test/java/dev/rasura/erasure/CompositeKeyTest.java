package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.export.ExportFormat;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.RetentionReport;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People whose key has several parts: none is taken for another who shares some of them. */
class CompositeKeyTest extends ErasureContract {

    // --- an embedded key of three types, whose parts are named against the order of their columns

    @Embeddable
    record MemberKey(
            @NotPersonal @Column(name = "z_branch", length = 20)
            String branch,

            long number,
            UUID since) implements Serializable {}

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Retention(rule = "members", start = "seen", period = "P1Y", action = RowAction.ANONYMISE)
    @SecondaryTable(name = "member_contact")
    static class Member {
        @EmbeddedId
        MemberKey id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @PersonalData(DataCategory.EMAIL)
        @Column(table = "member_contact")
        String email;

        @NotPersonal
        LocalDate seen;

        @ElementCollection
        @PersonalData(DataCategory.OTHER)
        Set<String> nicknames = new HashSet<>();

        Member() {}

        Member(String branch, long number, UUID since, String name) {
            this.id = new MemberKey(branch, number, since);
            this.name = name;
            this.email = name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@members.example";
            this.nicknames.add("nick of " + name);
        }
    }

    @Entity(name = "Loan")
    @OnErasure(RowAction.ANONYMISE)
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Member member;

        @PersonalData(DataCategory.OTHER)
        String remark;

        Loan() {}

        Loan(long id, Member member) {
            this.id = id;
            this.member = member;
            this.remark = "remark " + id;
        }
    }

    @Entity(name = "Fine")
    static class Fine {
        @Id
        Long id;

        @ManyToOne
        Loan loan;

        Fine() {}

        Fine(long id, Loan loan) {
            this.id = id;
            this.loan = loan;
        }
    }

    private static final UUID MAY = UUID.fromString("00000000-0000-4000-8000-000000000005");

    private static final UUID JUNE = UUID.fromString("00000000-0000-4000-8000-000000000006");

    /** Anna's key shares two of its three parts with that of each of the others. */
    private static Population members(Population p) {
        Member anna = new Member("north", 1, MAY, "Anna Ahlgren");
        Member branch = new Member("south", 1, MAY, "Bert Berg");
        Member number = new Member("north", 2, MAY, "Cleo Carl");
        Member since = new Member("north", 1, JUNE, "Dora Dahl");
        Loan[] loans = {new Loan(1, anna), new Loan(2, branch), new Loan(3, number), new Loan(4, since)};
        p.save(anna, branch, number, since);
        p.save((Object[]) loans);
        for (Loan loan : loans) {
            p.save(new Fine(loan.id * 10, loan));
        }
        return p;
    }

    private static <T> List<T> all(Population p, Class<T> type, String query) {
        return p.fromTransaction(
                session -> session.createSelectionQuery(query, type).getResultList());
    }

    private static SubjectRef member(String branch, long number, UUID since) {
        return SubjectRef.ofParts("Member", Map.of("branch", branch, "number", number, "since", since));
    }

    @Test
    void onlyTheOneWithAllPartsOfTheKeyIsErased() {
        Population p = members(population(Member.class, Loan.class, Fine.class));

        Erased erased = eraseWithoutResidue(p, member("north", 1, MAY));

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "fine{id=10, loan_id=1}",
                        "loan{id=1, member_number=1, member_since=00000000-0000-4000-8000-000000000005, member_z_branch=north, remark=remark 1}",
                        "member{name=Anna Ahlgren, number=1, since=00000000-0000-4000-8000-000000000005, z_branch=north}",
                        "member_contact{email=anna.ahlgren@members.example, number=1, since=00000000-0000-4000-8000-000000000005, z_branch=north}",
                        "member_nicknames{member_number=1, member_since=00000000-0000-4000-8000-000000000005, member_z_branch=north,"
                                + " nicknames=nick of Anna Ahlgren}");
        assertThat(erased.came())
                .containsExactlyInAnyOrder(
                        "loan{id=1, member_number=1, member_since=00000000-0000-4000-8000-000000000005, member_z_branch=north}",
                        "member{number=1, since=00000000-0000-4000-8000-000000000005, z_branch=north}",
                        "member_contact{number=1, since=00000000-0000-4000-8000-000000000005, z_branch=north}");
        assertThat(p.rasura().erasure().erase(member("north", 1, MAY)).outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void theOrderInWhichPartsAreGivenDoesNotMatter() {
        Population p = members(population(Member.class, Loan.class, Fine.class));
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("since", "00000000-0000-4000-8000-000000000005");
        backwards.put("number", "1");
        backwards.put("branch", "north");
        ErasureReceipt first = p.rasura().erasure().erase(SubjectRef.ofParts("Member", backwards));

        ErasureReceipt second = p.rasura().erasure().erase(member("north", 1, MAY));

        assertThat(second.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(second.subject()).isEqualTo(first.subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "north",
                "branch=north",
                "branch=north,number=1",
                "branch=north,number=01,since=00000000-0000-4000-8000-000000000005",
                "branch=north,number=one,since=00000000-0000-4000-8000-000000000005",
                "branch=north,number=1,since=5",
                "since=00000000-0000-4000-8000-000000000005,number=1,branch=north",
                "branch=north,branch=north,number=1,since=00000000-0000-4000-8000-000000000005",
                "branch=north,number=1,since=00000000-0000-4000-8000-000000000005,x=1",
                "branch=,number=1,since=00000000-0000-4000-8000-000000000005",
                "branch=NORTH,number=1,since=00000000-0000-4000-8000-000000000005"
            })
    void aReferenceThatNamesNoKeyFindsNobodyAndSaysWhy(String id) {
        Population p = members(population(Member.class, Loan.class, Fine.class));

        assertThatThrownBy(() -> p.rasura().erasure().erase(new SubjectRef("Member", id)))
                .isInstanceOf(SubjectNotFoundException.class)
                .hasMessageStartingWith("There is no Member with the given key")
                .hasMessageNotContaining("north");
    }

    @Test
    void missingUnknownAndMisshapenPartsAreNamed() {
        Population p = members(population(Member.class, Loan.class, Fine.class));

        assertThatThrownBy(() -> p.rasura()
                        .erasure()
                        .plan(SubjectRef.ofParts("Member", Map.of("branch", "a", "No", 7, "since", MAY))))
                .hasMessageContaining("[branch, number, since]")
                .hasMessageContaining("[number] are missing")
                .hasMessageContaining("unknown are [No]")
                .hasMessageContaining("SubjectRef.ofParts(\"Member\"");
        assertThatThrownBy(() -> p.rasura()
                        .erasure()
                        .plan(SubjectRef.ofParts("Member", Map.of("branch", "a", "number", "007", "since", MAY))))
                .hasMessageContaining("part 'number'")
                .hasMessageContaining("without leading zeroes");
    }

    @Test
    void anExportHoldsTheOneMemberOnly() {
        Population p = members(population(Member.class, Loan.class, Fine.class));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        p.rasura().export().write(member("north", 1, MAY), ExportFormat.JSON, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Anna Ahlgren", "nick of Anna Ahlgren", "remark 1")
                .doesNotContain("Bert", "Cleo", "Dora", "remark 2", "remark 3", "remark 4");
    }

    @Test
    void expiryTakesManyWithoutMixingTheirKeys() {
        Population p = members(population(Member.class, Loan.class, Fine.class));
        p.inTransaction(session -> session.createMutationQuery(
                        "update Member set seen = :old where name not in ('Bert Berg', 'Cleo Carl')")
                .setParameter("old", LocalDate.of(2020, 1, 1))
                .executeUpdate());

        RetentionReport report = p.rasura()
                .retention()
                .run("members", RetentionOptions.defaults().withBatchSize(1));

        assertThat(report.status()).isEqualTo(RetentionReport.Status.COMPLETE);
        assertThat(report.removed()).isEqualTo(2);
        assertThat(all(p, String.class, "select m.name from Member m where name is not null order by name"))
                .containsExactly("Bert Berg", "Cleo Carl");
        assertThat(all(p, Long.class, "select id from Loan where remark is not null order by id"))
                .containsExactly(2L, 3L);
        assertThat(p.rasura().erasure().erase(member("north", 1, JUNE)).outcome())
                .isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(p.rasura().erasure().erase(member("south", 1, MAY)).outcome())
                .isEqualTo(ErasureReceipt.Outcome.EXECUTED);
    }

    @Test
    void expiryInOneBatchMixesNoKeysEither() {
        Population p = members(population(Member.class, Loan.class, Fine.class));
        // Were parts matched one by one, the keys of these two would also name the other two.
        p.inTransaction(session -> session.createMutationQuery(
                        "update Member set seen = :old where name not in ('Anna Ahlgren', 'Bert Berg')")
                .setParameter("old", LocalDate.of(2020, 1, 1))
                .executeUpdate());

        p.rasura().retention().run("members", RetentionOptions.defaults());

        assertThat(all(p, String.class, "select m.name from Member m where name is not null order by name"))
                .containsExactly("Anna Ahlgren", "Bert Berg");
    }

    @Test
    void managedEntitiesWithTheKeyAreDetached() {
        Population p = members(population(Member.class, Loan.class, Fine.class));

        p.inTransaction(session -> {
            Member anna = session.find(Member.class, new MemberKey("north", 1, MAY));
            Member other = session.find(Member.class, new MemberKey("north", 1, JUNE));
            p.rasura().erasure().erase(member("north", 1, MAY), session);
            assertThat(session.contains(anna)).isFalse();
            assertThat(session.contains(other)).isTrue();
        });
    }

    // --- rows that are kept are found by the key at the attestation

    @Embeddable
    record CardKey(String issuer, int serial) implements Serializable {}

    @Entity(name = "Cardholder")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Cardholder {
        @EmbeddedId
        @NotPersonal
        CardKey id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Cardholder() {}

        Cardholder(String issuer, int serial, String email) {
            this.id = new CardKey(issuer, serial);
            this.email = email;
        }
    }

    @Entity(name = "Bill")
    @Retain(ground = "tax law", until = "ten years", when = "paid = 0")
    static class Bill {
        @Id
        Long id;

        @ManyToOne
        Cardholder holder;

        @PersonalData(DataCategory.EMAIL)
        String copied;

        @NotPersonal
        int paid;

        Bill() {}

        Bill(long id, Cardholder holder, int paid) {
            this.id = id;
            this.holder = holder;
            this.copied = holder.email;
            this.paid = paid;
        }
    }

    @Test
    void whatAGroundRetainsIsFoundAgainByTheKeyAndNotTakenForResidue() {
        Population p = population(Cardholder.class, Bill.class);
        Cardholder anna = new Cardholder("x", 1, "anna@a.example");
        Cardholder bert = new Cardholder("x", 2, "bert@b.example");
        p.save(anna, bert, new Bill(1, anna, 0), new Bill(2, anna, 1), new Bill(3, bert, 1));

        Erased erased = eraseWithoutResidue(p, SubjectRef.ofParts("Cardholder", Map.of("issuer", "x", "serial", 1)));

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "bill{copied=anna@a.example, holder_issuer=x, holder_serial=1, id=2, paid=1}",
                        "cardholder{email=anna@a.example, issuer=x, serial=1}");
        assertThat(erased.came()).containsExactly("cardholder{issuer=x, serial=1}");
    }
}
