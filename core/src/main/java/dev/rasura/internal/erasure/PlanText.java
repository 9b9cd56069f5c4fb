package dev.rasura.internal.erasure;

import dev.rasura.erasure.Decision;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.Remainder;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.util.List;
import java.util.Locale;

/** A plan as the person who approves it reads it, in Markdown. */
public final class PlanText {

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    public static String of(ErasurePlan plan) {
        return new PlanText().write(plan);
    }

    private String write(ErasurePlan plan) {
        line("# Erasure plan");
        line("");
        line("- subject: " + cell(plan.subject().type()) + " " + plan.pseudonym() + " (pseudonym)");
        line("- made at " + plan.plannedAt() + " by " + cell(plan.application()));
        if (plan.erasedAt() != null) {
            line("- erased already, at " + plan.erasedAt() + ": " + since(plan));
        }
        line("- decisions: `" + plan.hash() + "`");
        line("- model: `" + plan.model() + "`");
        if (!plan.unclassified().isEmpty()) {
            line("");
            line("**It will be refused**: nobody has classified " + cell(String.join(", ", plan.unclassified()))
                    + ", which would survive.");
        }
        for (Treatment treatment : Treatment.values()) {
            bucket(plan, treatment, title(treatment), what(treatment));
        }
        remaining(plan.remaining());
        decisions(plan.decisions());
        return text.toString();
    }

    private static String since(ErasurePlan plan) {
        boolean nothing = plan.tables().stream()
                .filter(c -> c.treatment() != Treatment.RETAINED && c.treatment() != Treatment.UNCHANGED)
                .allMatch(c -> c.rows() == 0);
        return nothing ? "nothing has come in since, so that it would change nothing" : "what is counted came in since";
    }

    private static String title(Treatment treatment) {
        String name = treatment.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String what(Treatment treatment) {
        return switch (treatment) {
            case DELETED -> "The rows go.";
            case ANONYMISED ->
                "Overwritten. Whether what is left is anonymous is yours to judge: see *What still links*.";
            case PSEUDONYMISED ->
                "Overwritten by values that a key or a table leads back from: personal data still (GDPR Art. 4(5)).";
            case REKEYED -> "A personal key, or a reference to one, becomes a random token.";
            case UNLINKED -> "The reference towards the person is set to null.";
            case RETAINED -> "Kept as they are, on a ground (GDPR Art. 17(3)).";
            case UNCHANGED -> "Kept, because nothing in them is personal.";
        };
    }

    private void bucket(ErasurePlan plan, Treatment treatment, String title, String what) {
        List<TableCount> counts =
                plan.tables().stream().filter(c -> c.treatment() == treatment).toList();
        if (counts.isEmpty()) {
            return;
        }
        boolean retained = treatment == Treatment.RETAINED;
        line("");
        line("## " + title + ": " + plan.rows(treatment));
        line("");
        line(what);
        line("");
        line(retained ? "| table | rows | ground | until |" : "| table | rows | columns |");
        line(retained ? "|---|---:|---|---|" : "|---|---:|---|");
        for (TableCount count : counts) {
            line("| " + cell(count.table()) + " | " + count.rows() + " | "
                    + (retained
                            ? cell(String.valueOf(count.ground())) + " | " + until(count)
                            : cell(String.join("; ", count.columns())))
                    + " |");
        }
    }

    private static String until(TableCount count) {
        String said = count.until() == null ? "" : cell(count.until());
        String date = count.untilDate() == null ? "" : count.untilDate() + " at the latest";
        return said.isEmpty() || date.isEmpty() ? said + date : said + ", " + date;
    }

    private void remaining(List<Remainder> remaining) {
        if (remaining.isEmpty()) {
            return;
        }
        line("");
        line("## What still links");
        line("");
        line("| column | why it is left | |");
        line("|---|---|---|");
        for (Remainder left : remaining) {
            line("| " + cell(left.table() + "." + left.column()) + " | "
                    + left.kind().name().toLowerCase(Locale.ROOT) + " | " + cell(left.note()) + " |");
        }
    }

    private void decisions(List<Decision> decisions) {
        line("");
        line("## Decisions");
        line("");
        line("| about | decided |");
        line("|---|---|");
        decisions.forEach(d -> line("| " + cell(d.about()) + " | " + cell(d.decision()) + " |"));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** So that no name breaks the table. */
    private static String cell(String value) {
        return value.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
    }
}
