package dev.rasura.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.DutyFailedException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import dev.rasura.export.ExportFormat;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Obj.Elem;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Erases everybody of one model, one after the other, and holds each step against the oracle. */
final class ModelRun {

    /** How many people of each model are erased, one after the other. */
    private static final int ERASED = 2;

    private final Model model;
    private final Population population;
    private final List<Obj> objects;
    private final ModelRows rows;

    private ModelRun(Model model, Population population) {
        this.model = model;
        this.population = population;
        this.objects = RowGenerator.draw(model);
        this.rows = new ModelRows(model, population.database());
    }

    /** What came of a model. */
    enum Outcome {
        /** Rasura refused it at start. */
        REFUSED,
        ERASED
    }

    /** What came of it, and why. */
    record Result(Outcome outcome, List<String> findings, int erasures, int refusals) {}

    static Result of(Model model, ModelClasses classes, DatabaseFamily family) {
        Class<?>[] entities = classes.of(model);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(entities[0].getClassLoader());
        try {
            return of(model, entities, family);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Result of(Model model, Class<?>[] entities, DatabaseFamily family) {
        Population population;
        try {
            population = Population.of(family, settings(), List.of(), map -> {}, entities);
        } catch (DataMapException e) {
            assertThat(e.findings()).as("a refusal names what is wrong").isNotEmpty();
            return new Result(Outcome.REFUSED, e.findings(), 0, 0);
        }
        try (population) {
            return new ModelRun(model, population).run();
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "hibernate.tenant_identifier_resolver",
                new OneTenant(),
                "hibernate.temporal.table_strategy",
                "HISTORY_TABLE");
    }

    /** Whoever asks is the first of the tenants. */
    private static final class OneTenant implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "tenant1";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    private Result run() {
        rows.insert(Physical.rows(model.keeper, objects));
        assertRows("the rows as drawn");
        List<Obj> people = new ArrayList<>(objects.stream()
                .filter(o -> o.ent.lineage().stream().anyMatch(e -> e.subject != null))
                .toList());
        java.util.Collections.shuffle(people, new Random(model.seed));
        int erasures = 0;
        int refusals = 0;
        for (Obj person : people.subList(0, Math.min(ERASED, people.size()))) {
            switch (erase(person)) {
                case DONE -> erasures++;
                case REFUSED -> refusals++;
                case IMPOSSIBLE -> {
                    // The oracle has done what no database can.
                    return new Result(Outcome.ERASED, List.of(), erasures, refusals + 1);
                }
            }
        }
        return new Result(Outcome.ERASED, List.of(), erasures, refusals);
    }

    /** Both ways, so that what differs is seen at a glance. */
    private void assertRows(String when) {
        List<String> missing = expected();
        List<String> unexpected = new ArrayList<>(rows.dump());
        for (String row : List.copyOf(missing)) {
            if (unexpected.remove(row)) {
                missing.remove(row);
            }
        }
        if (!missing.isEmpty() || !unexpected.isEmpty()) {
            throw new AssertionError(when + "\n  there should be: " + missing + "\n  but there is: " + unexpected);
        }
    }

    private List<String> expected() {
        return Physical.rows(model.keeper, objects).stream()
                .map(Physical.Row::text)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private enum Step {
        DONE,
        REFUSED,
        IMPOSSIBLE
    }

    private Step erase(Obj person) {
        String type = person.ent.lineage().stream()
                .filter(e -> e.subject != null)
                .findFirst()
                .orElseThrow()
                .name;
        SubjectRef subject = reference(type, person);
        Erasures erasures = population.rasura().erasure();
        Oracle oracle = new Oracle(model.keeper, objects, person);
        export(subject, oracle);
        List<String> before = rows.dump();
        ErasurePlan plan = erasures.plan(subject);
        if (!plan.unclassified().isEmpty()) {
            assertThatThrownBy(() -> erasures.erase(subject)).isInstanceOf(ErasureRefusedException.class);
            assertThat(rows.dump()).as("refused, so unchanged").isEqualTo(before);
            return Step.REFUSED;
        }
        Set<String> distinctive = distinctive(oracle);
        boolean ambiguous = oracle.whose().namesOthers() || standsInRowsOfNobody(oracle, person);
        List<Obj> retained = oracle.whose().retained();
        Oracle.Verdict verdict = oracle.erase();
        if (verdict.refusedAsShared() || verdict.impossible()) {
            assertThatThrownBy(() -> erasures.execute(plan))
                    .isInstanceOf(
                            verdict.refusedAsShared() ? ErasureRefusedException.class : DutyFailedException.class);
            assertThat(rows.dump()).as("failed, so unchanged").isEqualTo(before);
            return Step.IMPOSSIBLE;
        }
        assertThat(oracle.leavesUnclassified())
                .as("a column nobody classified survives")
                .isFalse();
        ErasureReceipt receipt = erasures.execute(plan);
        assertRows("after erasing " + person);
        assertThat(counts(receipt.tables())).as("receipt as plan").isEqualTo(counts(plan.tables()));
        assertThat(deleted(receipt)).as("deleted rows").isEqualTo(named(verdict.deleted()));
        Belonging afterwards = new Oracle(model.keeper, objects, person).whose();
        boolean lost = !retained.stream().allMatch(afterwards::passes);
        attest(receipt, distinctive, ambiguous || lost || verdict.keptAsShared());
        List<String> after = rows.dump();
        assertThat(erasures.erase(subject).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(rows.dump()).as("erased again").isEqualTo(after);
        return Step.DONE;
    }

    private static SubjectRef reference(String type, Obj person) {
        List<Model.Col> key = person.ent.root().key;
        if (key.size() == 1) {
            return SubjectRef.of(type, person.key.get(0));
        }
        Map<String, Object> parts = new HashMap<>();
        for (int i = 0; i < key.size(); i++) {
            parts.put(key.get(i).name(), person.key.get(i));
        }
        return SubjectRef.ofParts(type, parts);
    }

    /**
     * @param ambiguous whether a value of somebody else's is copied in a row of the subject's, a row is kept that others
     *     refer to as well, or what a ground keeps is no longer linked to the subject: what is found may then be right
     */
    private void attest(ErasureReceipt receipt, Set<String> distinctive, boolean ambiguous) {
        Attestation attestation = population.rasura().erasure().attest(receipt.id(), ScanArea.DATABASE);
        if (ambiguous) {
            return;
        }
        assertThat(attestation.finds()).as("finds of " + distinctive).isEmpty();
        // What a document holds is not looked for elsewhere, and the attestation says so.
        assertThat(attestation.skipped())
                .as("skipped")
                .allSatisfy(s -> assertThat(s).endsWith("what is within its documents is not looked for elsewhere"));
        if (!attestation.skipped().isEmpty()) {
            assertThat(attestation.result()).isIn(Attestation.Result.NOT_SCANNED, Attestation.Result.PARTIAL);
        } else if (distinctive.isEmpty()) {
            // A given and a family name may be distinctive together.
            assertThat(attestation.result()).isIn(Attestation.Result.NOT_SCANNED, Attestation.Result.NONE_FOUND);
        } else {
            assertThat(attestation.result()).isEqualTo(Attestation.Result.NONE_FOUND);
        }
    }

    private static Map<String, Long> counts(List<TableCount> counts) {
        Map<String, Long> rows = new TreeMap<>();
        counts.stream()
                .filter(c -> c.rows() > 0)
                .forEach(c -> rows.merge(c.table() + " " + c.treatment(), c.rows(), Long::sum));
        return rows;
    }

    private static Map<String, Long> deleted(ErasureReceipt receipt) {
        return new TreeMap<>(receipt.tables().stream()
                .filter(c -> c.treatment() == Treatment.DELETED && c.rows() > 0)
                .collect(Collectors.toMap(c -> c.table().toLowerCase(Locale.ROOT), TableCount::rows, Long::sum)));
    }

    /** By the names that the database knows. */
    private Map<String, Long> named(Map<String, Long> deleted) {
        Map<String, Physical.History> histories = Physical.histories(model);
        Map<String, Long> named = new TreeMap<>();
        deleted.forEach((table, rows) ->
                named.put(histories.containsKey(table) ? histories.get(table).table() : table, rows));
        return named;
    }

    // --- values

    /** The subject's values that point at one person. */
    private Set<String> distinctive(Oracle oracle) {
        Set<String> own = new HashSet<>();
        Set<String> others = new HashSet<>();
        values((owner, attr, value) -> {
            if (attr.personal()
                    && attr.asPersonal().category().distinctive()
                    && value instanceof String text
                    && !text.equals(attr.asPersonal().constant())) {
                boolean theirs = owner instanceof Obj o
                        ? oracle.whose().passes(o.live)
                        : oracle.whose().passes((Elem) owner);
                (theirs ? own : others).add(text);
            }
        });
        own.removeAll(others);
        return own;
    }

    /** Whether a row that leads to nobody holds a value of the subject's: it may be theirs, and counts as a find. */
    private boolean standsInRowsOfNobody(Oracle oracle, Obj person) {
        Set<Object> own = new HashSet<>();
        Map<Object, Set<Obj>> holders = new HashMap<>();
        values((owner, attr, value) -> {
            if (!attr.personal() || !attr.asPersonal().category().distinctive()) {
                return;
            }
            Obj row = owner instanceof Elem element ? element.owner.live : ((Obj) owner).live;
            boolean theirs = owner instanceof Elem element
                    ? oracle.whose().touches(element)
                    : oracle.whose().touches(row);
            if (theirs) {
                own.add(value);
            } else {
                holders.computeIfAbsent(value, v -> new HashSet<>()).add(row);
            }
        });
        holders.keySet().retainAll(own);
        List<Obj> others = objects.stream()
                .filter(o -> !o.gone && o != person && o.ent.root() == person.ent.root())
                .toList();
        return holders.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .anyMatch(row -> others.stream()
                        .noneMatch(other ->
                                new Oracle(model.keeper, objects, other).whose().touches(row)));
    }

    private void export(SubjectRef subject, Oracle oracle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        population.rasura().export().write(subject, ExportFormat.JSON, out);
        String json = out.toString(StandardCharsets.UTF_8);
        Set<String> own = new HashSet<>();
        Set<String> others = new HashSet<>();
        values((owner, attr, value) -> {
            if (value instanceof String text
                    && attr.col().kind() == Model.Kind.TEXT
                    && attr.said() instanceof Said.Personal p) {
                boolean theirs = owner instanceof Elem e
                        ? oracle.whose().touches(e)
                        : oracle.whose().touches(((Obj) owner).live);
                (theirs && p.category() != DataCategory.CREDENTIAL ? own : others).add(text);
            }
        });
        others.removeAll(own);
        assertThat(own.stream().filter(v -> !json.contains('"' + v + '"')))
                .as("not in the export of " + subject)
                .isEmpty();
        assertThat(others.stream().filter(v -> json.contains('"' + v + '"')))
                .as("of others in the export of " + subject)
                .isEmpty();
    }

    private interface Visitor {
        void visit(Object owner, Attr attr, Object value);
    }

    private void values(Visitor visitor) {
        for (Obj object : objects) {
            if (object.gone) {
                continue;
            }
            for (Obj state : object.states()) {
                for (Attr attr : state.attrs()) {
                    Object value = state.value(attr);
                    if (value != null && (!attr.secondary() || state.secondaryRow)) {
                        visitor.visit(state, attr, value);
                    }
                }
            }
            for (Elem element : object.elements()) {
                for (Attr part : element.coll.parts) {
                    Object value = element.values.get(part.col().name());
                    if (!element.gone && value != null) {
                        visitor.visit(element, part, value);
                    }
                }
            }
        }
    }
}
