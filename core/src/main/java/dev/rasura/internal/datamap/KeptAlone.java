package dev.rasura.internal.datamap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds rows that a ground may keep longer than the rows by which they are somebody's, so that they let go of them: once their
 * own ground has ended no erasure leads to them, and only a retention rule removes them.
 */
final class KeptAlone {

    private final Collection<RootModel> subjects;
    private final Collection<RootModel> expiries;

    /** @param expiries what each retention rule reaches */
    KeptAlone(Collection<RootModel> subjects, Collection<RootModel> expiries) {
        this.subjects = List.copyOf(subjects);
        this.expiries = List.copyOf(expiries);
    }

    /** A sentence for each table and what its rows let go of. */
    List<String> notes() {
        return subjects.stream()
                .flatMap(model -> model.tables().stream()
                        .filter(table -> table.belongs() && !table.grounds().isEmpty() && !expires(table))
                        .flatMap(table -> note(table, model).stream()))
                .distinct()
                .toList();
    }

    private boolean expires(OwnedTable table) {
        return expiries.stream()
                .flatMap(model -> model.table(table.table().key()).stream())
                .anyMatch(OwnedTable::belongs);
    }

    /** Of a table whose rows are the subject's by nothing but what they may let go of. */
    private static Optional<String> note(OwnedTable table, RootModel model) {
        List<Optional<OwnedTable>> lettingGo = table.passing().stream()
                .map(path -> path.first().flatMap(step -> target(step, model)))
                .toList();
        if (!lettingGo.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        String targets = lettingGo.stream()
                .flatMap(Optional::stream)
                .map(OwnedTable::label)
                .distinct()
                .collect(Collectors.joining(", "));
        String grounds = table.grounds().stream().map(g -> g.ground().ground()).collect(Collectors.joining("; "));
        return Optional.of(table.label() + ": rows that are retained (" + grounds + ") longer than those of " + targets
                + " let go of these, and no erasure finds them once their own ground has ended. Retain " + targets
                + " as long, or give " + table.label() + " a retention rule");
    }

    private static Optional<OwnedTable> target(Edge step, RootModel model) {
        return model.unlinks().stream()
                .filter(unlink -> !unlink.declared()
                        && unlink.table().key().equals(step.from())
                        && unlink.key().columns().equals(step.fromColumns())
                        && unlink.target().table().key().equals(step.to()))
                .map(RootModel.Unlink::target)
                .findFirst();
    }
}
