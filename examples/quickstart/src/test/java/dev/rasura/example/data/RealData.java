package dev.rasura.example.data;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the real data sets are: in the folder that {@code RASURA_DATA} names, else in {@code shared/data} beside this
 * project. They are not part of it; a test that needs one is skipped without, but fails where {@code CI=true}.
 */
public final class RealData {

    private RealData() {}

    public static Path folder(String dataset) {
        String configured = System.getenv("RASURA_DATA");
        Path folder = configured == null ? besideThisProject(dataset) : Path.of(configured, dataset);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        String reason = "The data set " + dataset + " is not at " + folder + "; RASURA_DATA says where it is.";
        if ("true".equals(System.getenv("CI"))) {
            return fail(reason);
        }
        return abort(reason);
    }

    private static Path besideThisProject(String dataset) {
        Path place = Path.of("shared", "data", dataset);
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(place))) {
                return folder.resolve(place);
            }
        }
        return place;
    }
}
