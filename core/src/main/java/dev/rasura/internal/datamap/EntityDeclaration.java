package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.EntityEditor;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.Mentions;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.PersonalAttribute;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What annotations, and after them code, say of one entity. */
final class EntityDeclaration implements EntityEditor {

    record Soft(String entity, String target, boolean ignoreCase) {}

    final Entity entity;

    @Nullable
    RowAction subject;

    String category = "";

    /** What is said on the entity's class and mapped superclasses. */
    ProcessingTerms terms = ProcessingTerms.none();

    /** What is said on the package. */
    ProcessingTerms packageTerms = ProcessingTerms.none();

    @Nullable
    RowAction onErasure;

    @Nullable
    String restNotPersonal;

    /** What is said on classes above the entity's of the attributes that they declare, by path. */
    final Map<String, String> restOfClasses = new HashMap<>();

    final Map<String, PersonalAttribute> personal = new LinkedHashMap<>();
    /** How what says nothing of it itself is overwritten, by category. */
    final Map<DataCategory, Overwrite> defaults = new EnumMap<>(DataCategory.class);

    @Nullable
    Overwrite defaultForAll;

    final Map<String, String> notPersonal = new LinkedHashMap<>();
    final Map<String, RowAction> collections = new LinkedHashMap<>();
    final Map<String, @Nullable RowAction> paths = new LinkedHashMap<>();
    final List<Mentions> mentions = new ArrayList<>();
    final Map<String, String> whose = new LinkedHashMap<>();
    final Set<String> owned = new LinkedHashSet<>();
    final Map<String, Soft> soft = new LinkedHashMap<>();
    final List<Ground> grounds = new ArrayList<>();
    final List<RetentionRule> rules = new ArrayList<>();

    private final Map<String, String> said = new HashMap<>();
    private final List<String> notes;
    private final List<String> findings;
    private String author = "annotation";

    EntityDeclaration(Entity entity, List<String> notes, List<String> findings) {
        this.entity = entity;
        this.notes = notes;
        this.findings = findings;
    }

    /** From now on it is code that speaks, and it overrules. */
    void byCode() {
        author = "code";
        said.clear();
    }

    @Override
    public EntityEditor subject(RowAction action) {
        overrule("data subject", subject, action);
        subject = action;
        return this;
    }

    @Override
    public EntityEditor subject(RowAction action, String people) {
        overrule("category of people", category.isEmpty() ? null : category, people);
        category = people;
        return subject(action);
    }

    @Override
    public EntityEditor processing(ProcessingTerms said) {
        overrule("processing", terms.isEmpty() ? null : terms, said.or(terms));
        terms = said.or(terms);
        return this;
    }

    @Override
    public EntityEditor onErasure(RowAction action) {
        overrule("action on erasure", onErasure, action);
        onErasure = action;
        return this;
    }

    @Override
    public EntityEditor onErasure(String collection, RowAction action) {
        if (entity.attributes().stream().noneMatch(a -> a.in(collection))) {
            unknown(collection, "collection with a table of its own");
        }
        overrule(collection, collections.get(collection), action);
        collections.put(collection, action);
        return this;
    }

    @Override
    public EntityEditor personal(String attribute, PersonalAttribute now) {
        known(attribute);
        overrule(
                attribute, personal.get(attribute) == null ? notPersonal.get(attribute) : personal.get(attribute), now);
        notPersonal.remove(attribute);
        personal.put(attribute, now);
        return this;
    }

    @Override
    public EntityEditor defaultFor(DataCategory category, Overwrite overwrite) {
        overrule("default for " + category, defaults.get(category), overwrite);
        defaults.put(category, overwrite);
        return this;
    }

    @Override
    public EntityEditor defaultForAll(Overwrite overwrite) {
        overrule("default", defaultForAll, overwrite);
        defaultForAll = overwrite;
        return this;
    }

    @Override
    public EntityEditor notPersonal(String attribute, String reason) {
        known(attribute);
        overrule(
                attribute,
                personal.get(attribute) == null ? notPersonal.get(attribute) : personal.get(attribute),
                reason);
        personal.remove(attribute);
        notPersonal.put(attribute, reason);
        return this;
    }

    @Override
    public EntityEditor restNotPersonal(String reason) {
        overrule("attributes that say nothing", restNotPersonal, reason);
        restNotPersonal = reason;
        return this;
    }

    @Override
    public EntityEditor path(String association) {
        return addPath(association, null);
    }

    @Override
    public EntityEditor path(String association, RowAction action) {
        return addPath(association, action);
    }

    private EntityEditor addPath(String association, @Nullable RowAction action) {
        if (author.equals("code") && said.putIfAbsent("paths", association) == null && !paths.isEmpty()) {
            notes.add(entity.name() + ": paths to the subject are chosen by code, overruling the annotations.");
            paths.clear();
        }
        paths.put(association, action);
        return this;
    }

    @Override
    public EntityEditor ownedBySubject(String association) {
        owned.add(association);
        return this;
    }

    @Override
    public EntityEditor softReference(String attribute, String target, String targetAttribute, boolean ignoreCase) {
        known(attribute);
        Soft now = new Soft(target, targetAttribute, ignoreCase);
        overrule(attribute + " as a soft reference", soft.get(attribute), now);
        soft.put(attribute, now);
        return this;
    }

    @Override
    public EntityEditor referredToBy(Mentions described) {
        mentions.add(described);
        return this;
    }

    @Override
    public EntityEditor whose(String attribute, String path) {
        known(attribute);
        overrule("whose " + attribute + " is", whose.get(attribute), path);
        whose.put(attribute, path);
        return this;
    }

    @Override
    public EntityEditor retain(Ground ground) {
        grounds.add(ground);
        return this;
    }

    @Override
    public EntityEditor retention(String rule, String start, Period period, RowAction action, String when) {
        try {
            rules.add(new RetentionRule(rule, entity.name(), start, period, action, when));
        } catch (IllegalArgumentException e) {
            findings.add(entity + ": " + e.getMessage());
        }
        return this;
    }

    /** Why the attribute is not personal if it says nothing itself, or null; nobody looked at what heirs add. */
    @Nullable
    String rest(Attribute attribute) {
        boolean added = entity.attributes().stream()
                .noneMatch(a -> a.path().equals(attribute.path()) && a.members().equals(attribute.members()));
        if (added) {
            return null;
        }
        return restNotPersonal != null ? restNotPersonal : restOfClasses.get(attribute.path());
    }

    /** A class cannot be annotated where it has no attribute, but code can name any. */
    private void known(String attribute) {
        if (entity.attributes().stream()
                .noneMatch(a -> a.path().equals(attribute) || a.path().startsWith(attribute + "."))) {
            unknown(attribute, "attribute with a column");
        }
    }

    private void unknown(String name, String what) {
        findings.add(entity + ": the data map customizer names '" + name + "', which is no " + what
                + " of the entity itself. There are: "
                + entity.attributes().stream()
                        .map(Attribute::path)
                        .sorted()
                        .distinct()
                        .toList()
                + (entity.parent() == null ? "" : ". What is inherited is named on " + entity.parent()));
    }

    private void overrule(String what, @Nullable Object before, Object now) {
        if (author.equals("code") && before != null && !before.equals(now)) {
            notes.add(entity.name() + "." + what + ": code overrules the annotation.");
        }
    }
}
