package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the documentation names every property there is, and no other. */
class DocumentedPropertiesTest {

    private static final Pattern PROPERTY = Pattern.compile("\"properties\": \\[(.*?)\\n  \\]", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\"name\": \"(rasura\\.[a-z.-]+)\"");
    private static final Pattern ROW = Pattern.compile("^\\| `(rasura\\.[a-z.-]+)`", Pattern.MULTILINE);

    @Test
    void theTableIsComplete() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = Objects.requireNonNull(root.getParent(), "the project's root");
        }
        assertThat(names(ROW, Files.readString(root.resolve("docs/configuration.md"))))
                .isEqualTo(names(NAME, properties()));
    }

    private static String properties() throws IOException {
        try (InputStream metadata =
                RasuraProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(Objects.requireNonNull(metadata).readAllBytes(), StandardCharsets.UTF_8);
            Matcher properties = PROPERTY.matcher(json);
            assertThat(properties.find()).isTrue();
            return properties.group(1);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
