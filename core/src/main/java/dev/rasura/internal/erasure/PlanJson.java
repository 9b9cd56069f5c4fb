package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import dev.rasura.erasure.Decision;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.Remainder;
import dev.rasura.erasure.TableCount;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A plan as JSON, version 1: {@code dev/rasura/schema/erasure-plan-1.schema.json}. */
public final class PlanJson {

    private static final String FORMAT = "rasura/erasure-plan/1";

    private PlanJson() {}

    public static String write(ErasurePlan plan) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        Map<String, @Nullable Object> subject = new LinkedHashMap<>();
        subject.put("type", plan.subject().type());
        subject.put("id", plan.subject().id());
        subject.put("pseudonym", plan.pseudonym());
        json.put("subject", subject);
        json.put("application", plan.application());
        json.put("model", plan.model());
        json.put("hash", plan.hash());
        json.put("plannedAt", plan.plannedAt().toString());
        json.put("decisions", plan.decisions().stream().map(PlanJson::decision).toList());
        json.put("tables", plan.tables().stream().map(TableCountJson::tree).toList());
        json.put("remaining", plan.remaining().stream().map(PlanJson::remainder).toList());
        json.put("unclassified", plan.unclassified());
        return JsonTree.write(json);
    }

    private static Object decision(Decision decision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("about", decision.about());
        json.put("decision", decision.decision());
        return json;
    }

    private static Object remainder(Remainder remainder) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", remainder.table());
        json.put("column", remainder.column());
        json.put("kind", remainder.kind().name());
        json.put("note", remainder.note());
        return json;
    }

    /** @throws IllegalArgumentException if it is no plan of this version, or not as it was written */
    public static ErasurePlan read(String text) {
        ErasurePlan plan;
        try {
            JsonFields json = JsonFields.read(text);
            if (!FORMAT.equals(json.text("format"))) {
                throw new IllegalArgumentException("The erasure plan is of the format '" + json.text("format")
                        + "', but this Rasura reads " + FORMAT + ". Plan again.");
            }
            plan = plan(json);
        } catch (JacksonException | JsonFields.MissingFieldException | DateTimeException e) {
            // Its own message may quote the plan, and with it the subject's reference.
            throw new IllegalArgumentException("The text is no erasure plan of the format " + FORMAT + ".");
        }
        if (!PlanDecisions.hash(plan.decisions()).equals(plan.hash())) {
            throw new IllegalArgumentException("The decisions of the erasure plan do not have the hash " + plan.hash()
                    + ": it was altered since it was written. Plan again.");
        }
        return plan;
    }

    private static ErasurePlan plan(JsonFields json) {
        JsonFields subject = json.object("subject");
        List<Decision> decisions = new ArrayList<>();
        json.objects("decisions").forEach(d -> decisions.add(new Decision(d.text("about"), d.text("decision"))));
        List<TableCount> tables = new ArrayList<>();
        json.objects("tables").forEach(t -> tables.add(TableCountJson.read(t)));
        List<Remainder> remaining = new ArrayList<>();
        json.objects("remaining")
                .forEach(r -> remaining.add(new Remainder(
                        r.text("table"), r.text("column"), r.constant(Remainder.Kind.class, "kind"), r.text("note"))));
        return new ErasurePlan(
                new SubjectRef(subject.text("type"), subject.text("id")),
                subject.text("pseudonym"),
                json.text("application"),
                json.text("model"),
                json.text("hash"),
                Instant.parse(json.text("plannedAt")),
                decisions,
                tables,
                remaining,
                json.texts("unclassified"));
    }
}
