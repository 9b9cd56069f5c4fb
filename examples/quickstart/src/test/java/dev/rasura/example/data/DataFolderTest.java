package dev.rasura.example.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path path;

    @Test
    void nothingWrittenIsNullAndAnEmptyTextIsEmpty() throws IOException {
        Files.writeString(path.resolve("a.csv"), "id,name,note\n\"1\",,\"\"\n");

        try (CsvReader<List<@Nullable String>> records = new DataFolder(path).csv("a.csv")) {
            assertThat(records.stream().toList())
                    .containsExactly(Arrays.asList("id", "name", "note"), Arrays.asList("1", null, ""));
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = path.resolve("missing");

        assertThatThrownBy(() -> new DataFolder(missing).require(List.of("a.csv")))
                .isInstanceOf(IncompleteFolderException.class)
                .hasMessage("There is no folder " + missing + ".");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.writeString(path.resolve("a.csv"), "id\n");

        assertThatThrownBy(() -> new DataFolder(path).require(List.of("a.csv", "b.csv")))
                .isInstanceOf(IncompleteFolderException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("b.csv is missing");
    }
}
