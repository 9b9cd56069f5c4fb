package dev.rasura.example.data;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder with a data set. */
public record DataFolder(Path path) {

    /** @throws IncompleteFolderException if the folder or one of the files is missing */
    public void require(List<String> files) {
        if (!Files.isDirectory(path)) {
            throw IncompleteFolderException.noFolder(path);
        }
        files.forEach(this::file);
    }

    /** @throws IncompleteFolderException if the file is missing */
    public Path file(String name) {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw IncompleteFolderException.noFile(path, name);
        }
        return file;
    }

    /** The statements of an SQL script. */
    public List<String> statements(String name) {
        Path file = file(name);
        try {
            return SqlScript.statements(Files.readString(file));
        } catch (IOException e) {
            throw IncompleteFolderException.unusable(file, "it is not readable as UTF-8");
        }
    }

    /** The records of a CSV file, header first. A field is null where nothing is written, empty where {@code ""} is. */
    public CsvReader<List<@Nullable String>> csv(String name) {
        Path file = file(name);
        try {
            return CsvReader.builder().build(new NullableFields(), file);
        } catch (IOException e) {
            throw IncompleteFolderException.unusable(file, "it is not readable");
        }
    }
}
