package dev.rasura.internal.audit;

import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;

class H2AuditTrailTest extends AuditTrailContract {
    @Override
    TestDatabase empty() {
        return TestDatabases.h2();
    }
}
