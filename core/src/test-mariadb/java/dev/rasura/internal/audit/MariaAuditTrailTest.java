package dev.rasura.internal.audit;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;

class MariaAuditTrailTest extends AuditTrailContract {
    @Override
    TestDatabase empty() {
        return TestDatabases.mariadb();
    }
}
