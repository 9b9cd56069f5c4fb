package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.EventType.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code, the catalogue and the documentation name the same types of events. */
class BuiltInTypesTest {

    private static final Map<String, EventType> BUILT_IN =
            EventCatalogue.builtIn().types();

    /** Logged or exported under such names, but no events. */
    private static final Set<String> NO_TYPES = Set.of("rasura.audit", "data.json");

    private static final Pattern TYPE = Pattern.compile(
            "\"((?:erasure|export|retention|review|rasura|data|statement|http)\\.[a-z]+(?:-[a-z]+)*)\"");

    @Test
    void whateverTypeTheCodeNamesIsDeclaredAndWhateverIsDeclaredTheCodeMakes() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path source : sources()) {
            TYPE.matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(named::add);
        }
        named.removeAll(NO_TYPES);
        assertThat(named).isEqualTo(BUILT_IN.keySet());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("BuiltInTypes.java"))
                    .toList();
        }
    }

    /** Types, when, mode, facts, personal values, period. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| (`[a-z]+\\.[^|]*)\\|[^|]+\\|([^|]+)\\|([^|]*)\\|([^|]*)\\| (P\\d+Y) \\|$", Pattern.MULTILINE);

    @Test
    void theDocumentedTypesAreTheDeclaredOnes() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "audit-events.md")));
        while (rows.find()) {
            String rest =
                    String.join(" | ", names(rows.group(2)), names(rows.group(3)), names(rows.group(4)), rows.group(5));
            quoted(rows.group(1)).forEach(type -> documented.put(type, rest));
        }
        Map<String, String> declared = new TreeMap<>();
        BUILT_IN.forEach((name, type) -> declared.put(
                name,
                String.join(
                        " | ",
                        type.mode().name(),
                        attributes(type, attribute -> !attribute.personal()),
                        attributes(type, Attribute::personal),
                        type.retention().toString())));
        assertThat(documented).isEqualTo(declared);
    }

    private static String attributes(EventType type, Predicate<Attribute> which) {
        return type.attributes().values().stream()
                .filter(which)
                .map(Attribute::name)
                .collect(Collectors.joining(","));
    }

    private static String names(String cell) {
        return String.join(",", new TreeSet<>(quoted(cell)));
    }

    private static List<String> quoted(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1).replace(".*", ""))
                .toList();
    }

    @Test
    void rasurasOwnTypesAreKeptThreeYearsAndReadsRequestsAndBookkeepingOne() {
        BUILT_IN.forEach((name, type) -> assertThat(type.retention())
                .as(name)
                .isEqualTo(
                        Set.of(
                                                "data.read",
                                                "statement.read",
                                                "http.request",
                                                "rasura.heartbeat",
                                                "rasura.epoch-closed",
                                                "rasura.expired")
                                        .contains(name)
                                ? EventType.READS
                                : EventType.CHANGES));
    }
}
