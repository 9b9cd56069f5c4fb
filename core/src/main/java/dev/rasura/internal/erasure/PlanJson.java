package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import dev.rasura.erasure.Decision;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.Remainder;
import dev.rasura.erasure.TableCount;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** A plan as JSON, version 1: {@code dev/rasura/schema/erasure-plan-1.schema.json}. */
public final class PlanJson {

    private static final String FORMAT = "rasura/erasure-plan/1";

    private PlanJson() {}

    public static String write(ErasurePlan plan) {
        return JsonText.object(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeObjectPropertyStart("subject");
            json.writeStringProperty("type", plan.subject().type());
            json.writeStringProperty("id", plan.subject().id());
            json.writeStringProperty("pseudonym", plan.pseudonym());
            json.writeEndObject();
            json.writeStringProperty("application", plan.application());
            json.writeStringProperty("model", plan.model());
            json.writeStringProperty("hash", plan.hash());
            json.writeStringProperty("plannedAt", plan.plannedAt().toString());
            if (plan.erasedAt() != null) {
                json.writeStringProperty("erasedAt", plan.erasedAt().toString());
            }
            json.writeArrayPropertyStart("decisions");
            plan.decisions().forEach(decision -> write(json, decision));
            json.writeEndArray();
            TableCountJson.write(json, plan.tables());
            json.writeArrayPropertyStart("remaining");
            plan.remaining().forEach(remainder -> write(json, remainder));
            json.writeEndArray();
            JsonText.texts(json, "unclassified", plan.unclassified());
        });
    }

    private static void write(JsonGenerator json, Decision decision) {
        json.writeStartObject();
        json.writeStringProperty("about", decision.about());
        json.writeStringProperty("decision", decision.decision());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Remainder remainder) {
        json.writeStartObject();
        json.writeStringProperty("table", remainder.table());
        json.writeStringProperty("column", remainder.column());
        json.writeStringProperty("kind", remainder.kind().name());
        json.writeStringProperty("note", remainder.note());
        json.writeEndObject();
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
        @Nullable String erasedAt = json.optional("erasedAt");
        return new ErasurePlan(
                new SubjectRef(subject.text("type"), subject.text("id")),
                subject.text("pseudonym"),
                json.text("application"),
                json.text("model"),
                json.text("hash"),
                Instant.parse(json.text("plannedAt")),
                erasedAt == null ? null : Instant.parse(erasedAt),
                decisions,
                tables,
                remaining,
                json.texts("unclassified"));
    }
}
