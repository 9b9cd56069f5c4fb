package dev.rasura.internal.processing;

import static dev.rasura.processing.RecordOfProcessing.MISSING;

import dev.rasura.processing.Activity;
import dev.rasura.processing.Activity.TableNote;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.processing.Stated;
import dev.rasura.processing.Transfer;
import java.util.ArrayList;
import java.util.List;

/** Lists what a person must add to a record, each with the article that asks for it. */
public final class MissingParts {

    private final List<String> missing = new ArrayList<>();

    private MissingParts() {}

    public static List<String> of(RecordOfProcessing record) {
        MissingParts parts = new MissingParts();
        parts.details(record.details());
        record.activities().forEach(parts::activity);
        record.unclassified().forEach(column -> parts.missing.add("what " + column + " holds: nobody classified it"));
        return List.copyOf(parts.missing);
    }

    private void details(RecordDetails details) {
        parties("controller (Art. 30(1)(a))", details.controller());
        parties("joint controllers, or that there are none (Art. 30(1)(a))", details.jointControllers());
        parties("representative, or that there is none (Art. 30(1)(a))", details.representative());
        parties("data protection officer, or that there is none (Art. 30(1)(a))", details.dataProtectionOfficer());
        stated("transfers to third countries, or that there are none (Art. 30(1)(e))", details.transfers());
        for (Transfer transfer : details.transfers().items()) {
            blank("recipient in " + transfer.country() + " (Art. 30(1)(e))", transfer.recipient());
            blank("safeguards for the transfer to " + transfer.country() + " (Art. 30(1)(e))", transfer.safeguard());
        }
        stated("technical and organisational measures (Art. 30(1)(g), 32(1))", details.measures());
    }

    private void parties(String what, Stated<Party> parties) {
        stated(what, parties);
        for (Party party : parties.items()) {
            blank("address of " + party.name() + " (Art. 30(1)(a))", party.address());
            blank("contact details of " + party.name() + " (Art. 30(1)(a))", party.contact());
        }
    }

    private void activity(Activity activity) {
        if (activity.purpose().equals(MISSING)) {
            missing.add("purpose of personal data in " + String.join(", ", activity.tables()) + " (Art. 30(1)(b))");
        }
        String of = activity.purpose().equals(MISSING) ? "data without a purpose" : "'" + activity.purpose() + "'";
        lacking("legal basis of " + of + " (Art. 6(1))", activity.legalBases());
        lacking("categories of data subjects of " + of + " (Art. 30(1)(c))", activity.people());
        lacking("categories of personal data of " + of + " (Art. 30(1)(c))", activity.data());
        lacking("recipients of " + of + " (Art. 30(1)(d))", activity.recipients());
        for (TableNote limit : activity.timeLimits()) {
            if (limit.text().equals(MISSING)) {
                missing.add("time limit for " + limit.table() + ", held for " + of + " (Art. 30(1)(f))");
            }
        }
    }

    private void lacking(String what, List<String> told) {
        if (told.contains(MISSING)) {
            missing.add(what);
        }
    }

    private void stated(String what, Stated<?> stated) {
        if (!stated.said()) {
            missing.add(what);
        }
    }

    private void blank(String what, String text) {
        if (text.isBlank()) {
            missing.add(what);
        }
    }
}
