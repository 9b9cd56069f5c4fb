package dev.rasura.example.quickstart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file to write, in the format that its name ends with.
 *
 * @param format the name of a {@code MapFormat} or {@code RecordFormat}
 */
record Document(Path path, String format) {

    private static final Map<String, String> FORMATS =
            Map.of(".txt", "TEXT", ".md", "MARKDOWN", ".html", "HTML", ".csv", "CSV", ".json", "JSON");

    /** @throws RefusedException if the name ends like none of the formats */
    static Document of(String flag, Path path, Class<? extends Enum<?>> formats) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        String format = FORMATS.getOrDefault(name.substring(Math.max(0, name.lastIndexOf('.'))), "");
        if (Arrays.stream(formats.getEnumConstants()).noneMatch(f -> f.name().equals(format))) {
            String endings = Arrays.stream(formats.getEnumConstants())
                    .map(f -> FORMATS.entrySet().stream()
                            .filter(e -> e.getValue().equals(f.name()))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining()))
                    .collect(Collectors.joining(", "));
            throw new RefusedException(flag + " " + path + " must end with one of " + endings + ".");
        }
        return new Document(path, format);
    }

    <F extends Enum<F>> F as(Class<F> formats) {
        return Enum.valueOf(formats, format);
    }
}
