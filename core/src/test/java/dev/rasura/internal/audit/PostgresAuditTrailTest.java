package dev.rasura.internal.audit;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;

class PostgresAuditTrailTest extends AuditTrailContract {
    @Override
    TestDatabase empty() {
        return TestDatabases.postgresql();
    }
}
