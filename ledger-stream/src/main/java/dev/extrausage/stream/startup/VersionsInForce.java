package dev.extrausage.stream.startup;

import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.catalog.VersionLines;
import dev.extrausage.catalog.VersionLines.Difference;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the catalog of a start with the versions that the ledger keeps (SPEC section 3). A
 * version that was in force must be in it, unchanged by its hash, and nothing new may begin before
 * the last of them: entries name these versions and are decided again by them. A version that
 * nobody was decided by yet may be changed or taken back.
 *
 * <p>A version was in force if it is the first, which also holds before its own beginning, or if it
 * begins at most five minutes after now, so that this machine's clock may differ from the broker's.
 */
final class VersionsInForce {
    private final Catalog catalog;
    private final Map<String, CatalogVersion> configured;
    private final List<CatalogVersion> kept;
    private final List<CatalogVersion> inForce;

    /**
     * A comparison of two catalogs.
     *
     * @param kept the versions on the topic, by their beginning
     * @param now the present, in milliseconds since 1970
     */
    VersionsInForce(Catalog catalog, List<CatalogVersion> kept, long now) {
        this.catalog = catalog;
        this.kept = kept;
        configured = catalog.versions().stream()
                .collect(Collectors.toMap(CatalogVersion::version, Function.identity()));
        inForce = kept.stream().filter(version -> version == kept.get(0)
                || version.effectiveFrom() <= now + InputAge.AHEAD_MILLIS).toList();
    }

    /** A sentence for each version that keeps the ledger from starting; empty when none does. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        inForce.forEach(version -> fault(version).ifPresent(faults::add));
        if (faults.isEmpty() && !inForce.isEmpty()) {
            checkNewOnes(inForce.get(inForce.size() - 1), faults);
        }
        return faults;
    }

    private Optional<String> fault(CatalogVersion was, CatalogVersion is) {
        if (CatalogVersionJson.sha256(is).equals(CatalogVersionJson.sha256(was))) {
            return Optional.empty();
        }
        return Optional.of("version " + was.version() + " of the catalog is not the one that was in"
                + " force: " + firstDifference(was, is) + ". A version is never changed once in"
                + " force: put it back as it was, and add a new version");
    }

    /** The first line that differs, with its place in the file, where there is one. */
    private String firstDifference(CatalogVersion was, CatalogVersion is) {
        Catalog.Text text = catalog.text();
        if (text == null) {
            return VersionLines.firstDifference(was, is).toString();
        }
        ToIntFunction<List<String>> lineOf = keys -> text.lineOf(is.version(), keys);
        Difference first = VersionLines.firstDifference(was, is, lineOf);
        return first + " (" + text.name() + ":" + lineOf.applyAsInt(first.keys()) + ")";
    }

    private Optional<String> fault(CatalogVersion was) {
        CatalogVersion is = configured.get(was.version());
        return is != null ? fault(was, is) : Optional.of("version " + was.version()
                + " was in force, and the catalog does not have it: entries are decided again by"
                + " it. Put it back as it was, or start the ledger with the catalog that it ran"
                + " with");
    }

    private void checkNewOnes(CatalogVersion last, List<String> faults) {
        Set<String> old = inForce.stream().map(CatalogVersion::version).collect(Collectors.toSet());
        for (CatalogVersion version : catalog.versions()) {
            if (!old.contains(version.version())
                    && version.effectiveFrom() <= last.effectiveFrom()) {
                faults.add("version " + version.version() + " of the catalog is new and begins at "
                        + UtcTime.format(version.effectiveFrom()) + ", before version "
                        + last.version() + ", which was in force: must begin after "
                        + UtcTime.format(last.effectiveFrom()));
            }
        }
    }

    /**
     * The records to write for the topic to hold the catalog: JSON by the version's name; null for
     * a version that is taken back. Empty when it holds it already.
     */
    Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        Set<CatalogVersion> there = new HashSet<>(kept);
        for (CatalogVersion version : catalog.versions()) {
            if (!there.contains(version)) {
                missing.put(version.version(), CatalogVersionJson.write(version));
            }
        }
        takenBack().forEach(version -> missing.put(version.version(), null));
        return missing;
    }

    /** A warning for each version that is taken back: an older file undoes what was announced. */
    List<String> warnings() {
        return takenBack().map(version -> "version " + version.version() + " of the catalog, which"
                + " was to begin at " + UtcTime.format(version.effectiveFrom()) + ", is taken back:"
                + " the catalog of this start does not have it. If that was not meant, restart with"
                + " the file that has it").toList();
    }

    /** The versions that are kept and not configured; none of them was in force. */
    private Stream<CatalogVersion> takenBack() {
        return kept.stream().filter(v -> !configured.containsKey(v.version()));
    }
}
