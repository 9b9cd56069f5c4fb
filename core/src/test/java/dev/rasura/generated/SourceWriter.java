package dev.rasura.generated;

import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Ref.Derived;
import dev.rasura.generated.Ref.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a model as the Java a user would write: what is compiled is what is printed when a test fails. */
final class SourceWriter {

    private final Model model;
    private final StringBuilder out = new StringBuilder();

    private SourceWriter(Model model) {
        this.model = model;
    }

    static String packageOf(Model model) {
        return "dev.rasura.generated.model" + (model.seed < 0 ? "m" + -model.seed : model.seed);
    }

    static String write(Model model) {
        return new SourceWriter(model).write();
    }

    private String write() {
        line(0, "package " + packageOf(model) + ";");
        for (String imported : List.of(
                "dev.rasura.annotation.*",
                "jakarta.persistence.*",
                "java.math.BigDecimal",
                "java.time.*",
                "java.util.*")) {
            line(0, "import " + imported + ";");
        }
        line(0, "public class M {");
        line(1, "public enum Colour { RED, GREEN, GREY }");
        line(
                1,
                "@Embeddable public static class Profile { @PersonalData(DataCategory.FREE_TEXT) public String name;"
                        + " @NotPersonal public Integer size; }");
        model.entities.forEach(this::entity);
        line(0, "}");
        return out.toString();
    }

    private void entity(Ent ent) {
        out.append('\n');
        if (ent.key.size() > 1) {
            line(
                    1,
                    (ent.embeddedId ? "@Embeddable " : "") + "public static class " + ent.name
                            + "Id implements java.io.Serializable {");
            ent.key.forEach(c -> line(
                    2,
                    (ent.embeddedId ? AttributeWriter.column(c, "nullable = false") + " " : "") + "public "
                            + c.kind().java + " " + c.name() + ";"));
            line(
                    2,
                    "@Override public boolean equals(Object o) { return o instanceof " + ent.name + "Id i && "
                            + ent.key.stream()
                                    .map(c -> "Objects.equals(i." + c.name() + ", " + c.name() + ")")
                                    .collect(Collectors.joining(" && "))
                            + "; }");
            line(
                    2,
                    "@Override public int hashCode() { return Objects.hash("
                            + ent.key.stream().map(Col::name).collect(Collectors.joining(", ")) + "); }");
            line(1, "}");
        }
        embeddables(ent);
        boolean ownTable = ent.parent == null || ent.root().inheritance != Inheritance.SINGLE_TABLE;
        line(1, "@Entity(name = \"" + ent.name + "\")" + (ownTable ? " @Table(name = \"" + ent.table() + "\")" : ""));
        said(ent);
        if (ent.inheritance != null) {
            line(1, "@Inheritance(strategy = InheritanceType." + ent.inheritance + ")");
        }
        if (ent.hasSecondary()) {
            line(
                    1,
                    "@SecondaryTable(name = \"" + ent.secondaryTable() + "\", pkJoinColumns = {"
                            + ent.root().key.stream()
                                    .map(c -> "@PrimaryKeyJoinColumn(name = \"" + c.name()
                                            + "\", referencedColumnName = \"" + c.name() + "\")")
                                    .collect(Collectors.joining(", "))
                            + "})");
        }
        if (ent.softDeleted) {
            line(1, "@org.hibernate.annotations.SoftDelete");
        }
        if (ent.key.size() > 1 && !ent.embeddedId) {
            line(1, "@IdClass(" + ent.name + "Id.class)");
        }
        history(ent);
        if (ent.hidden) {
            line(1, "@org.hibernate.annotations.SQLRestriction(\"1 = 0\")");
        }
        line(1, "public static class " + ent.name + (ent.parent == null ? "" : " extends " + ent.parent.name) + " {");
        if (ent.key.size() > 1 && ent.embeddedId) {
            line(2, (ent.derivedFrom() == null ? "@NotPersonal " : "") + "@EmbeddedId public " + ent.name + "Id id;");
        } else {
            Ref derived = ent.derivedFrom();
            ent.key.stream()
                    .filter(c -> derived == null
                            || derived.derived != Derived.PART_OF_CLASS
                            || !c.name().equals(derived.name))
                    .forEach(c -> line(
                            2,
                            (ent.personalKey != null
                                            ? AttributeWriter.said(ent.personalKey)
                                            : c.kind() == Kind.TEXT && derived == null ? "@NotPersonal " : "")
                                    + "@Id " + AttributeWriter.column(c, "nullable = false") + " public "
                                    + c.kind().java + " " + c.name() + ";"));
        }
        if (ent.versioned) {
            line(2, "@Version public int version;");
        }
        if (ent.tenants) {
            line(2, "@NotPersonal @org.hibernate.annotations.TenantId public String " + Physical.TENANT + ";");
        }
        if (ent.retained != null && !ent.retained.all()) {
            line(
                    2,
                    "@NotPersonal @Column(name = \"" + Physical.flag(ent) + "\") public Boolean " + Physical.flag(ent)
                            + ";");
        }
        ent.attrs.stream().filter(a -> a.embedded().isEmpty()).forEach(a -> line(2, AttributeWriter.attribute(ent, a)));
        ent.attrs.stream()
                .filter(a -> !a.embedded().isEmpty())
                .map(a -> a.embedded().get(0))
                .distinct()
                .forEach(g -> line(2, "@Embedded public " + ent.name + g + " " + g + ";"));
        ent.refs.stream().filter(r -> !r.fromTarget).forEach(r -> line(2, AttributeWriter.reference(ent, r)));
        model.entities.forEach(e -> e.refs.stream()
                .filter(r -> r.fromTarget && r.target == ent)
                .forEach(r -> line(
                        2,
                        "@OneToMany " + AttributeWriter.joins(r.target.root().key, r.cols(), true) + " public Set<"
                                + e.name + "> of" + r.name + ";")));
        ent.colls.forEach(c -> line(2, AttributeWriter.collection(ent, c)));
        line(1, "}");
    }

    private void history(Ent ent) {
        if (ent.keepsStates()) {
            line(
                    1,
                    switch (model.keeper) {
                        case ENVERS ->
                            "@org.hibernate.envers.Audited(targetAuditMode ="
                                    + " org.hibernate.envers.RelationTargetAuditMode.NOT_AUDITED)";
                        case AUDITED -> "@org.hibernate.annotations.Audited";
                        case TEMPORAL -> "@org.hibernate.annotations.Temporal";
                    });
        }
    }

    private void said(Ent ent) {
        if (ent.subject != null) {
            line(1, "@DataSubject(onErasure = RowAction." + ent.subject + ")");
        }
        if (ent.onErasure != null) {
            line(1, "@OnErasure(RowAction." + ent.onErasure + ")");
        }
        if (ent.restNotPersonal) {
            line(1, "@NotPersonal");
        }
        if (ent.retained != null) {
            line(
                    1,
                    "@Retain(ground = \"ground of " + ent.name + "\""
                            + (ent.retained.all() ? "" : ", when = \"" + Physical.flag(ent) + " = true\"") + ")");
        }
        ent.refs.stream()
                .filter(r -> r.role == Role.DECLARED)
                .forEach(r -> line(
                        1,
                        "@SubjectPath(value = \"" + r.name + "\""
                                + (r.action == null ? "" : ", onErasure = RowAction." + r.action) + ")"));
    }

    /** By the outermost group: its own parts, and those of groups in it. */
    private void embeddables(Ent ent) {
        Map<List<String>, List<Attr>> groups = new LinkedHashMap<>();
        for (Attr attr : ent.attrs) {
            for (int depth = 1; depth <= attr.embedded().size(); depth++) {
                groups.computeIfAbsent(attr.embedded().subList(0, depth), g -> new java.util.ArrayList<>());
            }
            if (!attr.embedded().isEmpty()) {
                groups.get(attr.embedded()).add(attr);
            }
        }
        groups.forEach((path, attrs) -> {
            line(1, "@Embeddable public static class " + ent.name + path.get(path.size() - 1) + " {");
            attrs.forEach(a -> line(2, AttributeWriter.attribute(ent, a)));
            groups.keySet().stream()
                    .filter(inner -> inner.size() == path.size() + 1
                            && inner.subList(0, path.size()).equals(path))
                    .forEach(inner -> line(
                            2,
                            "@Embedded public " + ent.name + inner.get(inner.size() - 1) + " "
                                    + inner.get(inner.size() - 1) + ";"));
            line(1, "}");
        });
        for (Coll coll : ent.colls) {
            if (coll.kind == CollKind.MAP_BY_EMBEDDABLE) {
                mapKey(ent, coll);
            }
            if (coll.kind == CollKind.EMBEDDABLES) {
                line(1, "@Embeddable public static class " + ent.name + coll.name + " {");
                coll.parts.forEach(a -> line(2, AttributeWriter.attribute(ent, a)));
                if (coll.target != null) {
                    line(
                            2,
                            "@ManyToOne(" + AttributeWriter.lazy(coll.target) + ") "
                                    + AttributeWriter.joins(
                                            coll.target.root().key, coll.targetCols(), coll.targetNullable)
                                    + " public "
                                    + coll.target.name + " t;");
                }
                line(1, "}");
            }
        }
    }

    private void mapKey(Ent ent, Coll coll) {
        List<Attr> parts = coll.parts.subList(1, coll.parts.size());
        line(1, "@Embeddable public static class " + ent.name + coll.name + " {");
        parts.forEach(a -> line(2, AttributeWriter.attribute(ent, a)));
        line(
                2,
                "@Override public boolean equals(Object o) { return o instanceof " + ent.name + coll.name + " i && "
                        + parts.stream()
                                .map(a -> "Objects.equals(i." + a.col().name() + ", "
                                        + a.col().name() + ")")
                                .collect(Collectors.joining(" && "))
                        + "; }");
        line(
                2,
                "@Override public int hashCode() { return Objects.hash("
                        + parts.stream().map(a -> a.col().name()).collect(Collectors.joining(", ")) + "); }");
        line(1, "}");
    }

    private void line(int depth, String text) {
        out.append("    ".repeat(depth)).append(text).append('\n');
    }
}
