package dev.rasura.retention;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;

class H2RetentionTest extends RetentionContract {

    @Override
    TestDatabase empty() {
        return TestDatabases.h2();
    }
}
