package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the attributes that share a column say of it, made one word: the siblings of a single table, the entities of one
 * table, two attributes of an entity. It is a secret if one is, else distinctive if one is, else personal if one is, else
 * unclassified if one is.
 */
record SharedColumn(MappedSchema schema, Table table, Column column, List<Word> words) {

    /** What one of them says. */
    record Word(Entity entity, Attribute attribute, ColumnPlan plan) {

        boolean says(Classification classification) {
            return plan.classification() == classification;
        }

        boolean isAssociation() {
            return attribute.target() != null;
        }
    }

    SharedColumn {
        words = List.copyOf(words);
    }

    /** Empty if there is no attribute but associations of which nobody spoke. What contradicts is a finding. */
    Optional<ColumnPlan> plan(List<String> findings) {
        List<Word> personal = words.stream().filter(w -> w.plan().personal()).toList();
        if (!personal.isEmpty()) {
            // Of an association it is said whose the rows are, and not what the column holds.
            words.stream()
                    .filter(w -> w.says(Classification.NOT_PERSONAL) && !w.isAssociation())
                    .findFirst()
                    .ifPresent(other -> contradict(personal.get(0), other, findings));
            return Optional.of(
                    StrictestWord.of(personal.stream().map(Word::plan).toList()).with(overwrite(personal, findings)));
        }
        return first(words.stream()
                        .filter(w -> w.says(Classification.UNCLASSIFIED) && !w.isAssociation() && !isSpokenFor(w))
                        .toList())
                .or(() -> first(words.stream()
                        .filter(w -> w.says(Classification.NOT_PERSONAL))
                        .toList()));
    }

    private static Optional<ColumnPlan> first(List<Word> words) {
        return words.stream().map(Word::plan).findFirst();
    }

    /** Whether the attribute merely reads what another one, of the same rows, holds and says. */
    private boolean isSpokenFor(Word word) {
        return words.stream()
                .filter(other -> other.says(Classification.NOT_PERSONAL))
                .filter(other -> schema.lineage(word.entity()).contains(other.entity()))
                .anyMatch(other -> !word.attribute().written() || other.isAssociation());
    }

    private static DataCategory category(Word personal) {
        return Objects.requireNonNull(personal.plan().category());
    }

    /** A strategy that is left to the type yields to one that is said, but for one that keeps the value. */
    private Overwrite overwrite(List<Word> personal, List<String> findings) {
        Word deciding = personal.stream()
                .filter(w -> overwrite(w).strategy() != Strategy.AUTO
                        || !overwrite(w).keepWhen().isEmpty())
                .findFirst()
                .orElse(personal.get(0));
        for (Word other : personal) {
            boolean yields = overwrite(other).equals(Overwrite.auto()) && !keeps(overwrite(deciding));
            boolean differs =
                    !overwrite(other).describe().equals(overwrite(deciding).describe());
            if ((differs && !yields)
                    || !other.plan().whose().equals(deciding.plan().whose())) {
                contradict(deciding, other, findings);
            }
        }
        return Objects.requireNonNull(deciding.plan().overwrite());
    }

    private static boolean keeps(Overwrite overwrite) {
        return overwrite.strategy() == Strategy.KEEP || !overwrite.keepWhen().isEmpty();
    }

    /** Without what two may word differently. */
    private static Overwrite overwrite(Word personal) {
        Overwrite said = Objects.requireNonNull(personal.plan().overwrite());
        return said.keptWhen(said.keepWhen(), "").decidedBy("");
    }

    private void contradict(Word one, Word other, List<String> findings) {
        findings.add(
                table.name() + "." + column.name() + ": the attributes that share the column contradict each other. "
                        + describe(one) + ", but " + describe(other)
                        + ", and a column is treated in one way in all rows. Say the same of both, or give each a column of its"
                        + " own");
    }

    private static String describe(Word word) {
        List<String> said = new ArrayList<>(List.of(String.valueOf(word.plan().attribute())));
        said.add("is");
        said.add(word.plan().personal() ? category(word) + ", overwritten:" : "not personal");
        if (word.plan().personal()) {
            said.add(Objects.requireNonNull(word.plan().overwrite()).describe());
        }
        if (!word.plan().whose().isEmpty()) {
            said.add("(of " + word.plan().whose() + ")");
        }
        return String.join(" ", said);
    }
}
