package dev.rasura.internal.processing;

import static dev.rasura.processing.RecordOfProcessing.MISSING;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.internal.render.Wording;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.Stated;
import dev.rasura.processing.Transfer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The parts of a record in the words of a reviewer, the same in every form. */
final class RecordWords {

    static final String TITLE = "Record of processing activities";
    static final String COVERAGE =
            "This record covers what one application keeps in one database. What is kept elsewhere"
                    + " (other systems, files, backups, paper) is not in it; a person must add it.";

    private RecordWords() {}

    static String title(RecordDetails details) {
        return details.system().isBlank() ? TITLE : TITLE + ": " + details.system();
    }

    static List<String> parties(Stated<Party> parties) {
        return told(parties, p -> p.name() + ", " + said("address", p.address()) + ", " + said("contact", p.contact()));
    }

    static List<String> transfers(Stated<Transfer> transfers) {
        return told(
                transfers,
                t -> t.country() + ", to " + said("recipient", t.recipient()) + ", "
                        + said("safeguards", t.safeguard()));
    }

    static List<String> measures(Stated<String> measures) {
        return told(measures, Function.identity());
    }

    private static <T> List<String> told(Stated<T> stated, Function<T, String> words) {
        if (!stated.said()) {
            return List.of(MISSING);
        }
        return stated.items().isEmpty()
                ? List.of("none")
                : stated.items().stream().map(words).toList();
    }

    private static String said(String what, String text) {
        return text.isBlank() ? what + ": " + MISSING : text;
    }

    static List<String> legalBases(List<String> names) {
        return names.stream()
                .map(name -> Stream.of(LegalBasis.values())
                        .filter(basis -> basis.name().equals(name))
                        .map(Wording::of)
                        .findFirst()
                        .orElse(name))
                .toList();
    }

    static List<String> data(List<String> names) {
        return names.stream()
                .map(name -> Stream.of(DataCategory.values())
                        .filter(category -> category.name().equals(name))
                        .map(Wording::of)
                        .findFirst()
                        .orElse(name))
                .toList();
    }
}
