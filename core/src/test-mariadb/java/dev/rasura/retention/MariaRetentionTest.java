package dev.rasura.retention;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;

class MariaRetentionTest extends RetentionContract {

    @Override
    TestDatabase empty() {
        return TestDatabases.mariadb();
    }
}
