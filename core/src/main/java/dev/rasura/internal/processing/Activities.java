package dev.rasura.internal.processing;

import static dev.rasura.processing.RecordOfProcessing.MISSING;

import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.Processing;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Holding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.SubjectType;
import dev.rasura.internal.render.Wording;
import dev.rasura.processing.Activity;
import dev.rasura.processing.Activity.TableNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the personal columns of a data map by the purpose for which they are held. */
public final class Activities {

    /** By what a reader sees; the missing last. */
    static final Comparator<String> ORDER = Comparator.comparing((String text) -> text.equals(MISSING))
            .thenComparing(String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Comparator.naturalOrder());

    private final Map<String, String> peopleBySubject;
    private final Set<String> bases = new LinkedHashSet<>();
    private final Set<String> people = new LinkedHashSet<>();
    private final Set<String> data = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> recipients = new LinkedHashSet<>();
    private final Set<TableNote> limits = new LinkedHashSet<>();
    private final Set<TableNote> retained = new LinkedHashSet<>();
    private final Set<String> tables = new LinkedHashSet<>();

    private Activities(Map<String, String> peopleBySubject) {
        this.peopleBySubject = peopleBySubject;
    }

    public static List<Activity> of(DataMap map) {
        Map<String, String> people =
                map.subjects().stream().collect(Collectors.toMap(SubjectType::name, SubjectType::category));
        Map<String, Activities> byPurpose = new TreeMap<>(ORDER);
        for (MappedTable table : map.tables()) {
            for (MappedColumn column : table.columns()) {
                for (Holding holding : column.holdings()) {
                    byPurpose
                            .computeIfAbsent(said(holding.terms().purpose()), purpose -> new Activities(people))
                            .add(table, holding);
                }
            }
        }
        List<Activity> activities = new ArrayList<>();
        byPurpose.forEach((purpose, gathered) -> activities.add(gathered.activity(purpose)));
        return activities;
    }

    private void add(MappedTable table, Holding holding) {
        ProcessingTerms terms = holding.terms();
        bases.add(
                terms.basis() == LegalBasis.UNSPECIFIED
                        ? MISSING
                        : terms.basis().name());
        data.add(holding.category().name());
        if (!terms.source().isBlank()) {
            sources.add(terms.source());
        }
        recipients.addAll(terms.recipients().isEmpty() ? List.of(MISSING) : terms.recipients());
        if (tables.add(table.name())) {
            table.owners().forEach(owner -> people.add(peopleBySubject.getOrDefault(owner.subjectType(), MISSING)));
            if (!table.reachable()) {
                people.add(MISSING);
            }
            table.timeLimits().forEach(limit -> limits.add(new TableNote(table.name(), Wording.of(limit))));
            if (table.timeLimits().isEmpty()) {
                limits.add(new TableNote(table.name(), MISSING));
            }
            table.grounds().forEach(ground -> retained.add(new TableNote(table.name(), Wording.of(ground))));
        }
    }

    private Activity activity(String purpose) {
        if (recipients.size() > 1) {
            recipients.remove(Processing.NOBODY);
        }
        return new Activity(
                purpose,
                sorted(bases),
                sorted(people),
                sorted(data),
                sorted(sources),
                sorted(recipients),
                notes(limits),
                notes(retained),
                sorted(tables));
    }

    private static List<String> sorted(Collection<String> texts) {
        return texts.stream().sorted(ORDER).toList();
    }

    private static List<TableNote> notes(Collection<TableNote> notes) {
        return notes.stream()
                .sorted(Comparator.comparing(TableNote::table, ORDER).thenComparing(TableNote::text, ORDER))
                .toList();
    }

    private static String said(@Nullable String text) {
        return text == null || text.isBlank() ? MISSING : text.strip();
    }
}
