package dev.rasura.generated;

import dev.rasura.internal.sql.DatabaseFamily;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some of the models of {@link GeneratedModelsTest} on MariaDB. */
@Timeout(value = 4, unit = TimeUnit.HOURS) // Each model has a limit of its own.
class MariaGeneratedModelsTest {

    @Test
    void nothingIsLeftOfThemAndNobodyElseIsTouched() {
        GeneratedModelsTest.run(DatabaseFamily.MARIADB, GeneratedModelsTest.models() / 6);
    }
}
