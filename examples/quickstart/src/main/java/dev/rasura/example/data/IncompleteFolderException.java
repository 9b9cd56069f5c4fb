package dev.rasura.example.data;

import java.nio.file.Path;

/** A data set's folder that is missing, or lacks a file. */
public final class IncompleteFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private IncompleteFolderException(String message) {
        super(message);
    }

    static IncompleteFolderException noFolder(Path folder) {
        return new IncompleteFolderException("There is no folder " + folder + ".");
    }

    static IncompleteFolderException noFile(Path folder, String file) {
        return new IncompleteFolderException(
                "The folder " + folder + " is not a complete data set: " + file + " is missing or cannot be read.");
    }

    static IncompleteFolderException unusable(Path file, String why) {
        return new IncompleteFolderException("The file " + file + " cannot be used: " + why + ".");
    }
}
