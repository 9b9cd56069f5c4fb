package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the trail promises, on every database. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class TrailContract {

    @Parameter
    DatabaseFamily family;

    @TempDir
    Path folder;
}
