package dev.rasura.internal.erasure;

import dev.rasura.DutyFailedException;
import dev.rasura.internal.hibernate.UnitsOfWork;
import java.sql.SQLException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Says where an erasure failed: the table, what was written there, which constraint did not let it pass. Never a value. */
final class StepFailure {

    private StepFailure() {}

    static DutyFailedException of(
            SharedSessionContractImplementor session, @Nullable ErasureStep step, SQLException failure) {
        StringBuilder where = new StringBuilder("The erasure");
        if (step != null) {
            where.append(", at ").append(step.where()).append(',');
        }
        return UnitsOfWork.failed(where.toString(), session, failure);
    }
}
