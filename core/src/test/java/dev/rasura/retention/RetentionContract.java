package dev.rasura.retention;

import dev.rasura.internal.sql.DatabaseFamily;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What retention promises, on every database. Each theme is a class of its own, run once for each database. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
abstract class RetentionContract extends RetentionFixture {

    @Parameter
    DatabaseFamily family;

    @Override
    DatabaseFamily family() {
        return family;
    }
}
