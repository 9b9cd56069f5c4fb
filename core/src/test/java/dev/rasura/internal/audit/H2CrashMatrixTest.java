package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;

class H2CrashMatrixTest extends CrashMatrix {

    H2CrashMatrixTest() {
        super(DatabaseFamily.H2);
    }
}
