package dev.rasura.internal.datamap;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.Overwrite.Cut;
import dev.rasura.spi.OverwriteStrategy;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from annotations how values are overwritten. */
final class OverwriteReader {

    private final List<String> findings;

    OverwriteReader(List<String> findings) {
        this.findings = findings;
    }

    Overwrite of(PersonalData said, String where) {
        List<Overwrite.Part> parts = new ArrayList<>();
        for (JsonPart part : said.json()) {
            part(part, where).ifPresent(parts::add);
        }
        if (said.onErasure() == Strategy.CUSTOM && said.custom() == OverwriteStrategy.class) {
            findings.add(
                    where + ": CUSTOM needs the class: @PersonalData(onErasure = CUSTOM, custom = MyStrategy.class)");
        }
        if (!parts.isEmpty() && said.onErasure() != Strategy.JSON) {
            findings.add(
                    where + ": json is for @PersonalData(onErasure = JSON), but the strategy is " + said.onErasure());
        }
        @Nullable OverwriteStrategy custom = said.onErasure() == Strategy.CUSTOM ? custom(said.custom(), where) : null;
        return new Overwrite(
                said.onErasure() == Strategy.CUSTOM && custom == null ? Strategy.AUTO : said.onErasure(),
                said.constant(),
                cut(said.precision(), said.bucket(), said.prefix(), where),
                parts,
                custom,
                said.keepWhen(),
                said.reason(),
                "");
    }

    Overwrite of(ErasureDefault said, String where) {
        if (said.onErasure() == Strategy.CUSTOM || said.onErasure() == Strategy.JSON) {
            findings.add(where + ": @ErasureDefault cannot name parts or a class of yours. Say the default in code"
                    + " (DataMapEditor.defaultFor), or at each attribute");
        }
        boolean sayable = said.onErasure() != Strategy.CUSTOM && said.onErasure() != Strategy.JSON;
        return new Overwrite(
                sayable ? said.onErasure() : Strategy.AUTO,
                said.constant(),
                cut(said.precision(), said.bucket(), said.prefix(), where),
                List.of(),
                null,
                "",
                said.reason(),
                "");
    }

    private Optional<Overwrite.Part> part(JsonPart said, String where) {
        try {
            return Optional.of(new Overwrite.Part(
                    said.path(),
                    new Overwrite(
                            said.onErasure(),
                            said.constant(),
                            cut(said.precision(), said.bucket(), said.prefix(), where + " " + said.path()),
                            List.of(),
                            null,
                            "",
                            "",
                            "")));
        } catch (IllegalArgumentException e) {
            findings.add(where + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Cut cut(DatePrecision precision, String bucket, int prefix, String where) {
        try {
            return new Cut(precision, bucket.isBlank() ? null : new BigDecimal(bucket), prefix, false);
        } catch (NumberFormatException e) {
            findings.add(where + ": the bucket '" + bucket + "' is no number. Write its width, as bucket = \"10000\"");
        } catch (IllegalArgumentException e) {
            findings.add(where + ": " + e.getMessage());
        }
        return Cut.YEAR;
    }

    private @Nullable OverwriteStrategy custom(Class<? extends OverwriteStrategy> type, String where) {
        if (type == OverwriteStrategy.class) {
            return null;
        }
        try {
            Constructor<? extends OverwriteStrategy> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            findings.add(where + ": the overwrite strategy " + type.getName()
                    + " cannot be made. It needs a constructor without parameters; one that has them is given in code:"
                    + " Overwrite.with(new " + type.getSimpleName() + "(...))");
            return null;
        }
    }
}
