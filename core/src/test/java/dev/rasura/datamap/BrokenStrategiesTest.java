package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A strategy of the application's own that cannot do its work is named at start, with its column. */
class BrokenStrategiesTest {

    /** Says what it must, and overwrites nothing. */
    static class Neither implements OverwriteStrategy {
        @Override
        public String describe() {
            return "nothing";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }
    }

    static class HalfInJava extends Neither {
        @Override
        public Object write(Object value, OverwriteTarget target) {
            return "x";
        }
    }

    static class InJava extends HalfInJava {
        @Override
        public boolean isWritten(Object value, OverwriteTarget target) {
            return value.equals("x");
        }
    }

    @NullUnmarked
    static class NullSql extends Neither {
        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            return null;
        }
    }

    @NullUnmarked
    static class NullRefusal extends InJava {
        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return null;
        }
    }

    @NullUnmarked
    static class NullResult extends InJava {
        @Override
        public Result result() {
            return null;
        }
    }

    @NullUnmarked
    static class NullDescription extends InJava {
        @Override
        public String describe() {
            return null;
        }
    }

    static class Unloadable extends InJava {
        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            throw new NoClassDefFoundError("somewhere");
        }
    }

    @Entity(name = "Broken")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Broken {
        @Id
        Long id;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Neither.class)
        String neither;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = HalfInJava.class)
        String half;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = InJava.class)
        String whole;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = NullSql.class)
        String nullSql;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = NullRefusal.class)
        String nullRefusal;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = NullResult.class)
        String nullResult;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = NullDescription.class)
        String nullDescription;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Unloadable.class)
        String unloadable;
    }

    @Test
    void eachIsAFindingAndNoneStopsTheOthers() {
        List<String> findings = findings(Broken.class);

        assertFinding(findings, "Broken.neither", Neither.class.getName(), "neither an SQL form", "isWritten");
        assertFinding(findings, "Broken.half", HalfInJava.class.getName(), "neither an SQL form", "isWritten");
        assertFinding(findings, "Broken.nullSql", NullSql.class.getName(), "sql() returns null", "Optional.empty()");
        assertFinding(findings, "Broken.nullRefusal", NullRefusal.class.getName(), "refusal() returns null");
        assertFinding(findings, "Broken.nullResult", NullResult.class.getName(), "result() returns null");
        assertFinding(findings, "Broken.nullDescription", NullDescription.class.getName(), "does not describe");
        assertFinding(findings, "Broken.unloadable", Unloadable.class.getName(), "NoClassDefFoundError");
        assertThat(findings).hasSize(7);
    }
}
