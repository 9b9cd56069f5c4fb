package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.datamap.Overwrite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What packages say of how the attributes of their entities are overwritten. */
final class PackageDefaults {

    private final List<String> findings;
    private final Map<String, Map<Optional<DataCategory>, Overwrite>> byPackage = new HashMap<>();

    PackageDefaults(List<String> findings) {
        this.findings = findings;
    }

    Optional<Overwrite> of(@Nullable Class<?> type, DataCategory category) {
        if (type == null) {
            return Optional.empty();
        }
        Map<Optional<DataCategory>, Overwrite> defaults =
                byPackage.computeIfAbsent(type.getPackageName(), name -> read(type.getPackage()));
        Overwrite found = defaults.get(Optional.of(category));
        return Optional.ofNullable(found == null ? defaults.get(Optional.empty()) : found);
    }

    private Map<Optional<DataCategory>, Overwrite> read(@Nullable Package declaring) {
        Map<Optional<DataCategory>, Overwrite> defaults = new HashMap<>();
        if (declaring == null) {
            return defaults;
        }
        OverwriteReader reader = new OverwriteReader(findings);
        for (ErasureDefault said : declaring.getDeclaredAnnotationsByType(ErasureDefault.class)) {
            Overwrite overwrite = reader.of(said, declaring.getName());
            String place = "default of the package " + declaring.getName();
            if (said.value().length == 0) {
                defaults.putIfAbsent(Optional.empty(), overwrite.decidedBy(place));
            }
            for (DataCategory category : said.value()) {
                defaults.putIfAbsent(Optional.of(category), overwrite.decidedBy(place + " for " + category));
            }
        }
        return defaults;
    }
}
