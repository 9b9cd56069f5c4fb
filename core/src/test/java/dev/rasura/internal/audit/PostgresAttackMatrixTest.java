package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;

class PostgresAttackMatrixTest extends AttackMatrix {

    PostgresAttackMatrixTest() {
        super(DatabaseFamily.POSTGRESQL);
    }
}
