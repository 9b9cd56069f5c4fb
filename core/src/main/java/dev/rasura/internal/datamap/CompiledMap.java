package dev.rasura.internal.datamap;

import dev.rasura.ConfigurationException;
import dev.rasura.SubjectRef;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.MappedSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The data map as the duties work with it.
 *
 * @param subjects what belongs to each kind of data subject, by entity name
 * @param expiries what belongs to the rows that each retention rule expires, by rule name
 */
public record CompiledMap(
        MappedSchema schema, DataMap map, Map<String, RootModel> subjects, Map<String, Expiry> expiries) {

    public CompiledMap {
        subjects = Map.copyOf(subjects);
        expiries = Map.copyOf(expiries);
    }

    /**
     * A retention rule and what it reaches.
     *
     * @param model rooted at the rule's entity
     * @param start the attribute at which the period starts
     * @param subject the kind of data subject that the entity's rows stand for, or null
     */
    public record Expiry(
            RetentionRule rule,
            RootModel model,
            Attribute start,
            @Nullable String subject) {}

    /** @throws ConfigurationException if the type is no data subject */
    public RootModel subject(SubjectRef ref) {
        RootModel model = subjects.get(ref.type());
        if (model == null) {
            throw new ConfigurationException(
                    "'" + ref.type() + "' is no data subject of this application. Data subjects are: "
                            + String.join(", ", List.copyOf(new TreeSet<>(subjects.keySet())))
                            + ". Annotate the entity with @DataSubject, or name one of these.");
        }
        return model;
    }
}
