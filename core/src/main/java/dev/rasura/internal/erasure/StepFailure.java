package dev.rasura.internal.erasure;

import dev.rasura.DutyFailedException;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.ViolatedConstraint;
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
        String kind = kind(failure);
        if (kind != null) {
            where.append(" broke a ").append(kind);
            ViolatedConstraint.name(session, failure)
                    .ifPresent(name -> where.append(" (").append(name).append(')'));
            where.append(". All of it is rolled back. It");
        }
        return UnitsOfWork.failed(where.toString(), failure);
    }

    private static @Nullable String kind(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "23505" -> "unique constraint";
            case "23502" -> "NOT NULL constraint";
            case "23503", "23506" -> "foreign key";
            case "23513", "23514" -> "check constraint";
            case "22001" -> "column's length";
            case "22003" -> "number's range";
            // MariaDB has one state for all of them.
            case "23000" ->
                switch (failure.getErrorCode()) {
                    case 1062 -> "unique constraint";
                    case 1048 -> "NOT NULL constraint";
                    case 1451, 1452 -> "foreign key";
                    case 4025 -> "check constraint";
                    default -> "constraint";
                };
            default -> null;
        };
    }
}
