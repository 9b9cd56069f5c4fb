package dev.rasura.internal.erasure;

import dev.rasura.DutyFailedException;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.NetworkAddress;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.OwnStrategy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that is computed in this JVM, because the database cannot, or must not see how. Values are texts. */
interface ComputedValue {

    /** Whether the value is still to be overwritten. */
    boolean due(String value);

    /** The new value for one that is due. */
    @Nullable
    String write(String value, KeyRing keys);

    static ComputedValue of(DatabaseFamily family, Table table, ColumnPlan plan) {
        Overwrite overwrite = Objects.requireNonNull(plan.overwrite());
        return switch (overwrite.strategy()) {
            case KEYED_HASH -> new KeyedHash(OverwriteSql.hashDigits(plan.column()));
            case GENERALISE -> new Network(plan.column());
            case JSON -> JsonEdit.of(overwrite.parts(), plan.column());
            case CUSTOM -> {
                OwnStrategy own = new OwnStrategy(Objects.requireNonNull(overwrite.custom()), family, table, plan);
                yield new Own(own, table.name() + "." + plan.column().name());
            }
            case AUTO, NULL, CONSTANT, TOKEN, KEEP ->
                throw new IllegalArgumentException("Not computed here: " + overwrite.strategy());
        };
    }

    /** The database has told which are due. */
    record KeyedHash(int digits) implements ComputedValue {
        @Override
        public boolean due(String value) {
            return true;
        }

        @Override
        public String write(String value, KeyRing keys) {
            return OverwriteSql.HASH_PREFIX + keys.keyedHash(value).substring(0, digits);
        }
    }

    /** What is no address cannot be made coarser, and is taken away. */
    record Network(Column column) implements ComputedValue {
        @Override
        public boolean due(String value) {
            return !value.equals(NetworkAddress.networkOf(value));
        }

        @Override
        public @Nullable String write(String value, KeyRing keys) {
            String network = NetworkAddress.networkOf(value);
            return network != null ? network : column.nullable() ? null : "0.0.0.0";
        }
    }

    /** An application's code may quote the value in its failure, and is not quoted itself. */
    record Own(OwnStrategy strategy, String column) implements ComputedValue {
        @Override
        public boolean due(String value) {
            try {
                return !strategy.isWritten(value);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                throw failed(e);
            }
        }

        @Override
        public @Nullable String write(String value, KeyRing keys) {
            try {
                return strategy.write(value);
            } catch (OwnStrategy.BrokenStrategyException e) {
                throw new DutyFailedException("The erasure failed: " + e.getMessage());
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                throw failed(e);
            }
        }

        private DutyFailedException failed(Throwable e) {
            return new DutyFailedException(
                    "The erasure failed: the overwrite strategy " + strategy.name() + " of " + column + " threw "
                            + e.getClass().getName() + ", whose message is withheld: it may quote a value.");
        }
    }
}
