package dev.rasura.generated;

import dev.rasura.annotation.Strategy;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Coll;
import dev.rasura.generated.Model.CollKind;
import dev.rasura.generated.Model.Derived;
import dev.rasura.generated.Model.Ent;
import dev.rasura.generated.Model.Inheritance;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Ref;
import dev.rasura.generated.Model.Role;
import dev.rasura.generated.Model.Said;
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
                    (ent.embeddedId ? column(c, "nullable = false") + " " : "") + "public " + c.kind().java + " "
                            + c.name() + ";"));
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
                                            ? said(ent.personalKey)
                                            : c.kind() == Kind.TEXT && derived == null ? "@NotPersonal " : "")
                                    + "@Id " + column(c, "nullable = false") + " public "
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
        ent.attrs.stream().filter(a -> a.embedded().isEmpty()).forEach(a -> attribute(ent, a));
        ent.attrs.stream()
                .filter(a -> !a.embedded().isEmpty())
                .map(a -> a.embedded().get(0))
                .distinct()
                .forEach(g -> line(2, "@Embedded public " + ent.name + g + " " + g + ";"));
        ent.refs.stream().filter(r -> !r.fromTarget).forEach(this::reference);
        model.entities.forEach(e -> e.refs.stream()
                .filter(r -> r.fromTarget && r.target == ent)
                .forEach(r -> line(
                        2,
                        "@OneToMany " + joins(r.target.root().key, r.cols(), true) + " public Set<" + e.name + "> of"
                                + r.name + ";")));
        ent.colls.forEach(c -> collection(ent, c));
        line(1, "}");
    }

    private void history(Ent ent) {
        if (ent.root().history) {
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
            attrs.forEach(a -> attribute(ent, a));
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
                coll.parts.forEach(a -> attribute(ent, a));
                if (coll.target != null) {
                    line(
                            2,
                            "@ManyToOne(" + lazy(coll.target) + ") "
                                    + joins(coll.target.root().key, coll.targetCols(), coll.targetNullable) + " public "
                                    + coll.target.name + " t;");
                }
                line(1, "}");
            }
        }
    }

    private void mapKey(Ent ent, Coll coll) {
        List<Attr> parts = coll.parts.subList(1, coll.parts.size());
        line(1, "@Embeddable public static class " + ent.name + coll.name + " {");
        parts.forEach(a -> attribute(ent, a));
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

    private void attribute(Ent ent, Attr attr) {
        StringBuilder column = new StringBuilder();
        if (!attr.nullable()) {
            column.append("nullable = false");
        }
        if (attr.unique()) {
            column.append(column.length() > 0 ? ", " : "").append("unique = true");
        }
        if (attr.length() > 0) {
            column.append(column.length() > 0 ? ", " : "").append("length = ").append(attr.length());
        }
        if (attr.secondary()) {
            column.append(column.length() > 0 ? ", " : "")
                    .append("table = \"")
                    .append(ent.secondaryTable())
                    .append('"');
        }
        if (attr.computedFrom() != null) {
            line(
                    2,
                    said(attr.said()) + "@org.hibernate.annotations.GeneratedColumn(\"lower("
                            + attr.computedFrom().name() + ")\") " + column(attr.col(), column.toString())
                            + " public String " + attr.col().name() + ";");
            return;
        }
        line(
                2,
                (attr.col().kind() == Kind.PROFILE
                                ? ""
                                : said(attr.said(), attr.col().kind() == Kind.DOCUMENT))
                        + column(attr.col(), column.toString())
                        + type(attr) + " public " + attr.col().kind().java + " "
                        + attr.col().name() + ";");
    }

    private static String type(Attr attr) {
        return switch (attr.col().kind()) {
            case ENUM -> " @Enumerated(EnumType.STRING)";
            case CLOB -> " @Lob";
            case PROFILE -> " @org.hibernate.annotations.JdbcTypeCode(org.hibernate.type.SqlTypes.JSON)";
            default -> "";
        };
    }

    private static String said(Said said) {
        return said(said, false);
    }

    private static String said(Said said, boolean json) {
        if (said instanceof Said.Personal personal) {
            return "@PersonalData(value = DataCategory." + personal.category() + ", onErasure = Strategy."
                    + personal.strategy()
                    + (personal.constant().isEmpty() ? "" : ", constant = \"" + personal.constant() + "\"")
                    + (personal.strategy() == Strategy.JSON && json
                            ? ", json = {@JsonPart(path = \"$.name\"),"
                                    + " @JsonPart(path = \"$.mail\", onErasure = Strategy.TOKEN)}"
                            : "")
                    + ", precision = DatePrecision." + personal.precision() + ", reason = \"why\") ";
        }
        return said instanceof Said.NotPersonal ? "@NotPersonal " : "";
    }

    private void reference(Ref ref) {
        if (ref.soft()) {
            line(
                    2,
                    said(ref.said) + "@SoftReference(to = " + ref.target.name + ".class"
                            + (ref.toKey ? "" : ", attribute = \"" + copied(ref) + "\"")
                            + (ref.ignoreCase ? ", ignoreCase = true" : "") + ") "
                            + column(ref.cols().get(0), "")
                            + " public " + ref.cols().get(0).kind().java + " " + ref.name + ";");
            return;
        }
        if (!ref.any.isEmpty()) {
            line(
                    2,
                    (ref.annotateNotPersonal ? "@NotPersonal " : "")
                            + "@org.hibernate.annotations.Any(fetch = FetchType.LAZY)"
                            + " @org.hibernate.annotations.AnyDiscriminator(DiscriminatorType.STRING)"
                            + " @org.hibernate.annotations.AnyKeyJavaClass(Long.class) "
                            + ref.any.stream()
                                    .map(e -> "@org.hibernate.annotations.AnyDiscriminatorValue(discriminator = \""
                                            + e.name + "\", entity = " + e.name + ".class) ")
                                    .collect(Collectors.joining())
                            + "@Column(name = \"" + ref.kind() + "\") @JoinColumn(name = \"" + ref.name
                            + "\") public Object " + ref.name + ";");
            return;
        }
        line(
                2,
                (ref.role == Role.OWNS ? "@OwnedBySubject " : "") + (ref.annotateNotPersonal ? "@NotPersonal " : "")
                        + mapping(ref)
                        + joins(ref.target.root().key, ref.cols(), ref.nullable) + " public " + ref.target.name + " "
                        + ref.name
                        + ";");
    }

    /** Eager associations make Hibernate's queries grow beyond all bounds; to soft-deleted rows it knows no others. */
    private static String lazy(Ent target) {
        return "fetch = FetchType." + (target.root().softDeleted ? "EAGER" : "LAZY");
    }

    private static String mapping(Ref ref) {
        return switch (ref.derived) {
            case NOT -> "@ManyToOne(" + lazy(ref.target) + ", optional = " + ref.nullable + ") ";
            case WHOLE -> "@MapsId @OneToOne(" + lazy(ref.target) + ") ";
            case PART_OF_EMBEDDED -> "@MapsId(\"" + ref.name + "\") @ManyToOne(" + lazy(ref.target) + ") ";
            case PART_OF_CLASS -> "@Id @ManyToOne(" + lazy(ref.target) + ") ";
        };
    }

    private static String copied(Ref ref) {
        return java.util.Objects.requireNonNull(ref.copies).name();
    }

    private void collection(Ent ent, Coll coll) {
        String action = coll.action == null ? "" : "@OnErasure(RowAction." + coll.action + ") ";
        String owner = joins(ent.root().key, coll.ownerCols(ent), false, ", ");
        if (coll.kind == CollKind.MANY_TO_MANY) {
            line(
                    2,
                    action + "@ManyToMany @JoinTable(name = \"" + coll.table(ent) + "\", joinColumns = {" + owner
                            + "}, inverseJoinColumns = {"
                            + joins(
                                    java.util.Objects.requireNonNull(coll.target)
                                            .root()
                                            .key,
                                    coll.targetCols(),
                                    false,
                                    ", ")
                            + "}) public List<" + coll.target.name + "> " + coll.name + ";");
            return;
        }
        String table = "@ElementCollection @CollectionTable(name = \"" + coll.table(ent) + "\", joinColumns = {" + owner
                + "}) ";
        Attr value = coll.parts.get(0);
        String element = "@Column(name = \"" + value.col().name() + "\", nullable = false"
                + (value.length() > 0 ? ", length = " + value.length() : "") + ") ";
        String java = value.col().kind().java;
        line(
                2,
                action
                        + table
                        + switch (coll.kind) {
                            case BAG ->
                                said(value.said()) + element + "public Collection<" + java + "> " + coll.name + ";";
                            case SET -> said(value.said()) + element + "public Set<" + java + "> " + coll.name + ";";
                            case LIST ->
                                said(value.said()) + element + "@OrderColumn(name = \"pos\") public List<" + java + "> "
                                        + coll.name + ";";
                            case MAP ->
                                said(value.said()) + element + "@MapKeyColumn(name = \""
                                        + coll.parts.get(1).col().name() + "\", length = 40) public Map<String, " + java
                                        + "> " + coll.name + ";";
                            case MAP_BY_EMBEDDABLE ->
                                said(value.said()) + element + "public Map<" + ent.name + coll.name + ", " + java + "> "
                                        + coll.name + ";";
                            default -> "public List<" + ent.name + coll.name + "> " + coll.name + ";";
                        });
    }

    private static String joins(List<Col> key, List<Col> columns, boolean nullable) {
        return joins(key, columns, nullable, " ");
    }

    private static String joins(List<Col> key, List<Col> columns, boolean nullable, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            text.append(i == 0 ? "" : between)
                    .append("@JoinColumn(name = \"")
                    .append(columns.get(i).name())
                    .append("\", referencedColumnName = \"")
                    .append(key.get(i).name())
                    .append("\", nullable = ")
                    .append(nullable)
                    .append(')');
        }
        return text.toString();
    }

    private static String column(Col column, String more) {
        return "@Column(name = \"" + column.name() + "\"" + (more.isEmpty() ? "" : ", " + more) + ")";
    }

    private void line(int depth, String text) {
        out.append("    ".repeat(depth)).append(text).append('\n');
    }
}
