package dev.rasura.internal.erasure;

import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ScanArea;
import dev.rasura.internal.erasure.SearchedValues.Watch;
import dev.rasura.internal.residue.Needle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Says of one erasure what a pass of the residue scan allows to be said. */
final class AttestationWriter {

    private AttestationWriter() {}

    static Attestation write(Watch watch, SearchedValues values, ScanFindings findings, ScanArea area, Instant now) {
        Set<Integer> residue = new TreeSet<>();
        Set<Integer> shared = new TreeSet<>();
        Set<Integer> retained = new TreeSet<>();
        Map<List<String>, Long> finds = new LinkedHashMap<>();
        findings.places().forEach((place, count) -> {
            Needle needle = values.needles().get(place.needle());
            if (!values.owner(place.needle()).equals(watch)) {
                return;
            }
            long unexplained = count.found() - count.kept();
            if (!needle.distinctive()) {
                shared.add(needle.number());
            } else if (unexplained > 0) {
                residue.add(needle.number());
                finds.merge(List.of(place.schema() + "." + place.table(), place.column()), unexplained, Long::sum);
            } else {
                retained.add(needle.number());
            }
        });
        retained.removeAll(residue);
        List<Needle> needles = values.needles(watch);
        List<String> skipped = skipped(watch.values(), needles, findings);
        boolean searched = needles.stream().anyMatch(Needle::distinctive);
        Attestation.Result result = !residue.isEmpty()
                ? Attestation.Result.FOUND
                : !skipped.isEmpty()
                        ? Attestation.Result.PARTIAL
                        : searched ? Attestation.Result.NONE_FOUND : Attestation.Result.NOT_SCANNED;
        return new Attestation(
                UUID.randomUUID(),
                watch.erasure(),
                result,
                area,
                now,
                residue.size(),
                shared.size(),
                retained.size(),
                finds.entrySet().stream()
                        .map(e -> new Attestation.Find(
                                e.getKey().get(0), e.getKey().get(1), e.getValue()))
                        .toList(),
                skipped,
                findings.tables(),
                findings.rows());
    }

    private static List<String> skipped(RememberedValues remembered, List<Needle> needles, ScanFindings findings) {
        List<String> skipped = new ArrayList<>(findings.skipped());
        skipped.addAll(remembered.unsearched());
        long weak = needles.stream()
                .filter(n -> n.distinctive() && findings.weak(n.number()))
                .count();
        if (weak > 0) {
            skipped.add(weak + " distinctive value(s) are too short to be looked for inside texts");
        }
        if (remembered.truncated()) {
            skipped.add("values beyond the first " + ValueCollector.LIMIT + " were not looked for");
        }
        return skipped;
    }
}
