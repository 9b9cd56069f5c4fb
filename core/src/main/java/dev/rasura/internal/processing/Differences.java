package dev.rasura.internal.processing;

import dev.rasura.processing.Activity;
import dev.rasura.processing.Activity.TableNote;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordDiff;
import dev.rasura.processing.RecordDiff.Change;
import dev.rasura.processing.RecordDiff.Kind;
import dev.rasura.processing.RecordDiff.Part;
import dev.rasura.processing.RecordOfProcessing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares two records part by part. What holds one text, or one of a table, is changed; what holds many loses and gains. */
public final class Differences {

    private final List<Change> changes = new ArrayList<>();

    private Differences() {}

    public static RecordDiff between(RecordOfProcessing older, RecordOfProcessing newer) {
        Differences differences = new Differences();
        differences.details(older.details(), newer.details());
        differences.texts("", Part.UNCLASSIFIED_COLUMN, older.unclassified(), newer.unclassified());
        Set<String> purposes = new TreeSet<>(Activities.ORDER);
        older.activities().forEach(a -> purposes.add(a.purpose()));
        newer.activities().forEach(a -> purposes.add(a.purpose()));
        purposes.forEach(purpose -> differences.activity(purpose, of(older, purpose), of(newer, purpose)));
        return new RecordDiff(
                differences.changes, older.missing().size(), newer.missing().size());
    }

    /** The activities with the purpose: one, or none. */
    private static List<Activity> of(RecordOfProcessing record, String purpose) {
        return record.activities().stream()
                .filter(a -> a.purpose().equals(purpose))
                .toList();
    }

    private void details(RecordDetails older, RecordDetails newer) {
        one("", Part.SYSTEM, older.system(), newer.system());
        one("", Part.AS_OF, Objects.toString(older.asOf(), ""), Objects.toString(newer.asOf(), ""));
        swap(Part.CONTROLLER, RecordWords.parties(older.controller()), RecordWords.parties(newer.controller()));
        swap(
                Part.JOINT_CONTROLLER,
                RecordWords.parties(older.jointControllers()),
                RecordWords.parties(newer.jointControllers()));
        swap(
                Part.REPRESENTATIVE,
                RecordWords.parties(older.representative()),
                RecordWords.parties(newer.representative()));
        swap(
                Part.DATA_PROTECTION_OFFICER,
                RecordWords.parties(older.dataProtectionOfficer()),
                RecordWords.parties(newer.dataProtectionOfficer()));
        swap(Part.TRANSFER, RecordWords.transfers(older.transfers()), RecordWords.transfers(newer.transfers()));
        swap(Part.MEASURE, RecordWords.measures(older.measures()), RecordWords.measures(newer.measures()));
    }

    private void activity(String purpose, List<Activity> older, List<Activity> newer) {
        if (older.isEmpty() != newer.isEmpty()) {
            one(purpose, Part.ACTIVITY, older.isEmpty() ? "" : purpose, newer.isEmpty() ? "" : purpose);
        }
        texts(purpose, Part.LEGAL_BASIS, older, newer, a -> RecordWords.legalBases(a.legalBases()));
        texts(purpose, Part.PEOPLE, older, newer, Activity::people);
        texts(purpose, Part.DATA, older, newer, a -> RecordWords.data(a.data()));
        texts(purpose, Part.SOURCE, older, newer, Activity::sources);
        texts(purpose, Part.RECIPIENT, older, newer, Activity::recipients);
        notes(purpose, Part.TIME_LIMIT, all(older, Activity::timeLimits), all(newer, Activity::timeLimits));
        notes(purpose, Part.RETAINED, all(older, Activity::retained), all(newer, Activity::retained));
        texts(purpose, Part.TABLE, older, newer, Activity::tables);
    }

    private void texts(
            String purpose,
            Part part,
            List<Activity> older,
            List<Activity> newer,
            Function<Activity, List<String>> of) {
        texts(purpose, part, all(older, of), all(newer, of));
    }

    private static <T> List<T> all(List<Activity> activities, Function<Activity, List<T>> of) {
        return activities.stream().flatMap(a -> of.apply(a).stream()).toList();
    }

    /** Where one answer took the place of another. */
    private void swap(Part part, List<String> older, List<String> newer) {
        if (older.size() == 1 && newer.size() == 1) {
            one("", part, older.get(0), newer.get(0));
        } else {
            texts("", part, older, newer);
        }
    }

    private void one(String purpose, Part part, String older, String newer) {
        if (!older.equals(newer)) {
            Kind kind = older.isEmpty() ? Kind.ADDED : newer.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
            changes.add(new Change(kind, purpose, part, older, newer));
        }
    }

    private void texts(String purpose, Part part, Collection<String> older, Collection<String> newer) {
        without(older, newer).forEach(gone -> changes.add(new Change(Kind.REMOVED, purpose, part, gone, "")));
        without(newer, older).forEach(come -> changes.add(new Change(Kind.ADDED, purpose, part, "", come)));
    }

    /** Where a table lost one note and gained one, the note changed. */
    private void notes(String purpose, Part part, List<TableNote> older, List<TableNote> newer) {
        Set<String> tables = new TreeSet<>(Activities.ORDER);
        older.forEach(note -> tables.add(note.table()));
        newer.forEach(note -> tables.add(note.table()));
        for (String table : tables) {
            List<String> gone = without(describedOf(table, older), describedOf(table, newer));
            List<String> come = without(describedOf(table, newer), describedOf(table, older));
            if (gone.size() == 1 && come.size() == 1) {
                one(purpose, part, gone.get(0), come.get(0));
            } else {
                texts(purpose, part, gone, come);
            }
        }
    }

    private static List<String> describedOf(String table, List<TableNote> notes) {
        return notes.stream()
                .filter(note -> note.table().equals(table))
                .map(TableNote::describe)
                .toList();
    }

    private static List<String> without(Collection<String> texts, Collection<String> others) {
        Set<String> left = new LinkedHashSet<>(texts);
        left.removeAll(Set.copyOf(others));
        return List.copyOf(left);
    }
}
