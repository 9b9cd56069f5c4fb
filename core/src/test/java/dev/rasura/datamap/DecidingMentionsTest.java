package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions over columns that name people: erasing one of them would change what is kept of others. */
class DecidingMentionsTest {

    @Entity(name = "Clerk")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "closed_by")
    static class Clerk {
        @Id
        Long id;
    }

    @Entity(name = "Memo")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Open", when = "closed_by is null")
    static class Memo {
        @Id
        Long id;

        @ManyToOne
        Clerk about;

        @NotPersonal
        Long closed_by;

        @PersonalData(value = DataCategory.EMAIL, keepWhen = "closed_by is null", reason = "open")
        String replyTo;
    }

    @Entity(name = "Ticket")
    @Retention(rule = "old", start = "opened", period = "P1Y", when = "closed_by is not null")
    static class Ticket {
        @Id
        Long id;

        @NotPersonal
        LocalDate opened;

        @NotPersonal
        Long closed_by;
    }

    @Test
    void aRetentionRuleThatDecidesByAMentionIsRefused() {
        assertOneFinding(
                findings(Clerk.class, Ticket.class),
                "Retention rule 'old' of Ticket: its condition decides by closed_by");
    }

    @Test
    void whatDecidesByAMentionIsRefused() {
        List<String> findings = findings(Clerk.class, Memo.class);

        assertThat(findings).hasSize(2);
        assertFinding(findings, "Memo: the ground 'Open' decides by closed_by, which names a data subject");
        assertFinding(findings, "Memo.replyTo", "its keepWhen decides by closed_by", "a column that stays");
    }
}
