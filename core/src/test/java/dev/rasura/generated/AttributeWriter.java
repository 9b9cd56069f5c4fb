package dev.rasura.generated;

import dev.rasura.annotation.Strategy;
import dev.rasura.generated.Coll.CollKind;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Col;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Ref.Role;
import java.util.List;
import java.util.stream.Collectors;

/** Writes attributes, references and collections with all that is said of them, each as one line of Java. */
final class AttributeWriter {

    private AttributeWriter() {}

    static String attribute(Ent ent, Attr attr) {
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
            return said(attr.said()) + "@org.hibernate.annotations.GeneratedColumn(\"lower("
                    + attr.computedFrom().name() + ")\") " + column(attr.col(), column.toString())
                    + " public String " + attr.col().name() + ";";
        }
        return (attr.col().kind() == Kind.PROFILE
                        ? ""
                        : said(attr.said(), attr.col().kind() == Kind.DOCUMENT))
                + column(attr.col(), column.toString())
                + type(attr) + " public " + attr.col().kind().java + " "
                + attr.col().name() + ";";
    }

    private static String type(Attr attr) {
        return switch (attr.col().kind()) {
            case ENUM -> " @Enumerated(EnumType.STRING)";
            case CLOB -> " @Lob";
            case PROFILE -> " @org.hibernate.annotations.JdbcTypeCode(org.hibernate.type.SqlTypes.JSON)";
            default -> "";
        };
    }

    static String said(Said said) {
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

    static String reference(Ent ent, Ref ref) {
        if (ref.soft()) {
            return said(ref.said) + "@SoftReference(to = " + ref.target.name + ".class"
                    + (ref.toKey ? "" : ", attribute = \"" + copied(ref) + "\"")
                    + (ref.ignoreCase ? ", ignoreCase = true" : "") + ") "
                    + column(ref.cols().get(0), "")
                    + " public " + ref.cols().get(0).kind().java + " " + ref.name + ";";
        }
        if (!ref.any.isEmpty()) {
            return (ref.annotateNotPersonal ? "@NotPersonal " : "")
                    + "@org.hibernate.annotations.Any(fetch = FetchType.LAZY)"
                    + any(ref.any, ref.kind()) + "@JoinColumn(name = \"" + ref.name
                    + "\") public Object " + ref.name + ";";
        }
        return (ref.role == Role.OWNS ? "@OwnedBySubject " : "") + (ref.annotateNotPersonal ? "@NotPersonal " : "")
                + mapping(ref)
                + (ref.linked
                        ? "@JoinTable(name = \"" + ref.link(ent) + "\", joinColumns = {"
                                + joins(ent.root().key, Ref.ownerCols(ent), false, ", ") + "}, inverseJoinColumns = {"
                                + joins(ref.target.root().key, ref.cols(), false, ", ") + "})"
                        : joins(ref.target.root().key, ref.cols(), ref.nullable))
                + " public " + ref.target.name + " "
                + ref.name
                + ";";
    }

    /** Eager associations make Hibernate's queries grow beyond all bounds; to soft-deleted rows it knows no others. */
    static String lazy(Ent target) {
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

    private static String any(List<Ent> targets, String kind) {
        return " @org.hibernate.annotations.AnyDiscriminator(DiscriminatorType.STRING)"
                + " @org.hibernate.annotations.AnyKeyJavaClass(Long.class) "
                + targets.stream()
                        .map(e -> "@org.hibernate.annotations.AnyDiscriminatorValue(discriminator = \"" + e.name
                                + "\", entity = " + e.name + ".class) ")
                        .collect(Collectors.joining())
                + "@Column(name = \"" + kind + "\") ";
    }

    static String collection(Ent ent, Coll coll) {
        String action = coll.action == null ? "" : "@OnErasure(RowAction." + coll.action + ") ";
        String owner = joins(ent.root().key, coll.ownerCols(ent), false, ", ");
        if (coll.kind == CollKind.MANY_TO_MANY) {
            return action + "@ManyToMany @JoinTable(name = \"" + coll.table(ent) + "\", joinColumns = {" + owner
                    + "}, inverseJoinColumns = {"
                    + joins(java.util.Objects.requireNonNull(coll.target).root().key, coll.targetCols(), false, ", ")
                    + "}) public List<" + coll.target.name + "> " + coll.name + ";";
        }
        if (coll.kind == CollKind.MANY_TO_ANY) {
            return action + "@org.hibernate.annotations.ManyToAny " + any(coll.any, coll.targetKind())
                    + "@JoinTable(name = \"" + coll.table(ent) + "\", joinColumns = {" + owner
                    + "}, inverseJoinColumns = @JoinColumn(name = \""
                    + coll.targetCols().get(0).name() + "\")) public List<Object> " + coll.name + ";";
        }
        String table = "@ElementCollection @CollectionTable(name = \"" + coll.table(ent) + "\", joinColumns = {" + owner
                + "}) ";
        Attr value = coll.parts.get(0);
        String element = "@Column(name = \"" + value.col().name() + "\", nullable = false"
                + (value.length() > 0 ? ", length = " + value.length() : "") + ") ";
        String java = value.col().kind().java;
        return action
                + table
                + switch (coll.kind) {
                    case BAG -> said(value.said()) + element + "public Collection<" + java + "> " + coll.name + ";";
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
                };
    }

    static String joins(List<Col> key, List<Col> columns, boolean nullable) {
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

    static String column(Col column, String more) {
        return "@Column(name = \"" + column.name() + "\"" + (more.isEmpty() ? "" : ", " + more) + ")";
    }
}
