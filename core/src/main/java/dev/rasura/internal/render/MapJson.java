package dev.rasura.internal.render;

import dev.rasura.annotation.LegalBasis;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.Holding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.Ownership;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.datamap.SubjectType;
import dev.rasura.datamap.Suggestion;
import dev.rasura.datamap.TimeLimit;
import tools.jackson.core.JsonGenerator;

/**
 * A data map as JSON, version 1, by the schema {@code data-map-1.schema.json}. What nobody said is left out; a column's
 * strategy comes with the words in which a plan prints it.
 */
public final class MapJson {

    public static final String FORMAT = "rasura-data-map";
    public static final int VERSION = 1;

    private final JsonGenerator json;

    private MapJson(JsonGenerator json) {
        this.json = json;
    }

    public static String write(DataMap map) {
        return StableJson.object(json -> new MapJson(json).members(map));
    }

    private void members(DataMap map) {
        json.writeStringProperty("format", FORMAT);
        json.writeNumberProperty("version", VERSION);
        StableJson.objects(json, "subjects", map.subjects(), this::subject);
        StableJson.objects(json, "tables", map.tables(), this::table);
        StableJson.objects(json, "rules", map.rules(), this::rule);
        StableJson.texts(json, "unclassified", map.unclassified());
        StableJson.objects(json, "findings", map.findings(), this::finding);
        StableJson.objects(json, "suggestions", map.suggestions(), this::suggestion);
        StableJson.texts(json, "notes", map.notes());
    }

    private void subject(SubjectType subject) {
        json.writeStringProperty("name", subject.name());
        json.writeStringProperty("category", subject.category());
        json.writeStringProperty("table", subject.table());
        json.writeStringProperty("onErasure", subject.onErasure().name());
    }

    private void table(MappedTable table) {
        json.writeStringProperty("name", table.name());
        StableJson.texts(json, "entities", table.entities());
        StableJson.objects(json, "owners", table.owners(), this::owner);
        StableJson.objects(json, "grounds", table.grounds(), this::ground);
        StableJson.objects(json, "timeLimits", table.timeLimits(), this::timeLimit);
        StableJson.objects(json, "columns", table.columns(), this::column);
    }

    private void owner(Ownership owner) {
        json.writeStringProperty("subject", owner.subjectType());
        json.writeStringProperty("path", owner.path());
        json.writeStringProperty("onErasure", owner.onErasure().name());
    }

    private void ground(Ground ground) {
        json.writeStringProperty("ground", ground.ground());
        said("when", ground.when());
        said("until", ground.until());
        said("start", ground.start());
        said("period", ground.period() == null ? "" : ground.period().toString());
    }

    private void timeLimit(TimeLimit limit) {
        json.writeStringProperty("rule", limit.rule().name());
        json.writeStringProperty("path", limit.path());
        json.writeStringProperty("action", limit.action().name());
    }

    private void column(MappedColumn column) {
        json.writeStringProperty("name", column.name());
        said("attribute", column.attribute() == null ? "" : column.attribute());
        json.writeStringProperty("type", column.type());
        json.writeStringProperty("classification", column.classification().name());
        if (column.category() != null) {
            json.writeStringProperty("category", column.category().name());
        }
        terms(column.terms());
        if (!column.also().isEmpty()) {
            StableJson.objects(json, "also", column.also(), this::holding);
        }
        said("note", column.note());
        said("of", column.of());
        if (column.onErasure() != null) {
            json.writeObjectPropertyStart("onErasure");
            json.writeStringProperty("strategy", column.onErasure().strategy().name());
            json.writeStringProperty("description", column.onErasure().describe());
            said("origin", column.onErasure().origin());
            json.writeEndObject();
        }
    }

    private void holding(Holding holding) {
        json.writeStringProperty("category", holding.category().name());
        terms(holding.terms());
    }

    private void terms(ProcessingTerms terms) {
        said("purpose", terms.purpose());
        said(
                "basis",
                terms.basis() == LegalBasis.UNSPECIFIED ? "" : terms.basis().name());
        said("source", terms.source());
        if (!terms.recipients().isEmpty()) {
            StableJson.texts(json, "recipients", terms.recipients());
        }
    }

    private void rule(RetentionRule rule) {
        json.writeStringProperty("name", rule.name());
        json.writeStringProperty("entity", rule.entity());
        json.writeStringProperty("start", rule.start());
        json.writeStringProperty("period", rule.period().toString());
        json.writeStringProperty("action", rule.action().name());
        said("when", rule.when());
    }

    private void finding(Finding finding) {
        json.writeStringProperty("kind", finding.kind().name());
        json.writeStringProperty("table", finding.table());
        said("column", finding.column() == null ? "" : finding.column());
        json.writeStringProperty("what", finding.what());
        said("cure", finding.cure());
        json.writeBooleanProperty("blocking", finding.blocking());
    }

    private void suggestion(Suggestion suggestion) {
        json.writeStringProperty("kind", suggestion.kind().name());
        json.writeStringProperty("table", suggestion.table());
        json.writeStringProperty("column", suggestion.column());
        said("attribute", suggestion.attribute() == null ? "" : suggestion.attribute());
        json.writeStringProperty("confidence", suggestion.confidence().name());
        json.writeStringProperty("why", suggestion.why());
        json.writeStringProperty("paste", suggestion.paste());
    }

    private void said(String name, String text) {
        if (!text.isBlank()) {
            json.writeStringProperty(name, text);
        }
    }
}
