package dev.rasura.internal.erasure;

import dev.rasura.PlanDriftException;
import dev.rasura.PlanDriftException.Drift;
import dev.rasura.PlanDriftException.Kind;
import dev.rasura.erasure.Decision;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.internal.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds an approved plan against what would be carried out now. */
final class PlanDrift {

    private PlanDrift() {}

    /** @throws PlanDriftException if the plan is of another installation, was altered, or its decisions hold no longer */
    static void refuse(ErasurePlan approved, PlanDecisions now, KeyRing keys) {
        String here = application(keys);
        if (!approved.application().equals(here)) {
            throw new PlanDriftException("The plan was made by the installation '" + approved.application()
                    + "', and this is '" + here + "': it is a plan of another database, or of other keys. Plan here.");
        }
        boolean altered = !PlanDecisions.hash(approved.decisions()).equals(approved.hash())
                || !keys.pseudonym(approved.subject()).equals(approved.pseudonym());
        if (altered) {
            throw new PlanDriftException(
                    "The plan for this " + approved.subject().type()
                            + " was altered since it was made: its hash or its pseudonym is not that of what it says. Plan again.");
        }
        String planned = PlanDecisions.database(approved.decisions());
        String database = PlanDecisions.database(now.decisions());
        if (!planned.equals(database)) {
            throw new PlanDriftException(
                    "The plan for this " + approved.subject().type() + " was made in the database "
                            + planned + ", and this is the database " + database
                            + ": it is a plan of another database, in which the same key may be another person's. Plan here.");
        }
        List<Drift> drifts = between(approved.decisions(), now.decisions());
        if (!drifts.isEmpty()) {
            throw new PlanDriftException(
                    "The plan for this " + approved.subject().type()
                            + " was approved under other decisions than hold now"
                            + (approved.model().equals(now.model()) ? "" : ", and the model is of another version")
                            + ". Plan again and have the new plan approved. What drifted:",
                    drifts);
        }
    }

    static String application(KeyRing keys) {
        return keys.signer().verifier().name() + " " + keys.secretId();
    }

    private static List<Drift> between(List<Decision> approved, List<Decision> now) {
        Map<String, String> before = byPlace(approved);
        Map<String, String> after = byPlace(now);
        List<Drift> drifts = new ArrayList<>();
        before.forEach((about, decision) -> {
            String other = after.get(about);
            if (other == null) {
                drifts.add(new Drift(Kind.REMOVED, about, decision, null));
            } else if (!other.equals(decision)) {
                drifts.add(new Drift(Kind.CHANGED, about, decision, other));
            }
        });
        after.forEach((about, decision) -> {
            if (!before.containsKey(about)) {
                drifts.add(new Drift(Kind.ADDED, about, null, decision));
            }
        });
        return drifts;
    }

    private static Map<String, String> byPlace(List<Decision> decisions) {
        return decisions.stream()
                .collect(Collectors.toMap(
                        Decision::about, Decision::decision, (one, other) -> one + "; " + other, TreeMap::new));
    }
}
