package dev.rasura.processing;

import java.util.List;
import java.util.Objects;

/**
 * What is processed for one purpose (GDPR Art. 30(1)(b), (c), (d), (f)). A text {@link RecordOfProcessing#MISSING} stands
 * where some column does not say it. Each list is sorted and holds nothing twice.
 *
 * @param legalBases names of {@link dev.rasura.annotation.LegalBasis}
 * @param people categories of data subjects
 * @param data names of {@link dev.rasura.annotation.DataCategory}
 * @param sources where data comes from, as far as it does not come from the person
 * @param recipients by name or by category
 * @param timeLimits when rows of each table expire
 * @param retained on which grounds rows of a table outlive an erasure
 * @param tables those with columns that are held for the purpose
 */
public record Activity(
        String purpose,
        List<String> legalBases,
        List<String> people,
        List<String> data,
        List<String> sources,
        List<String> recipients,
        List<TableNote> timeLimits,
        List<TableNote> retained,
        List<String> tables) {

    public Activity {
        Objects.requireNonNull(purpose, "purpose");
        legalBases = List.copyOf(legalBases);
        people = List.copyOf(people);
        data = List.copyOf(data);
        sources = List.copyOf(sources);
        recipients = List.copyOf(recipients);
        timeLimits = List.copyOf(timeLimits);
        retained = List.copyOf(retained);
        tables = List.copyOf(tables);
    }

    /** Something said of a table. */
    public record TableNote(String table, String text) {

        public TableNote {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(text, "text");
        }

        /** {@code table: text}. */
        public String describe() {
            return table + ": " + text;
        }
    }
}
