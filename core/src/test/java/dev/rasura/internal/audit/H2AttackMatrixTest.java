package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;

class H2AttackMatrixTest extends AttackMatrix {

    H2AttackMatrixTest() {
        super(DatabaseFamily.H2);
    }
}
