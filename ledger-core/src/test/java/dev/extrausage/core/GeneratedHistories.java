package dev.extrausage.core;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The histories of the laws, made and decided once for all of them: inputs, entries and accounts
 * never change, and each law would make the same ones again.
 */
final class GeneratedHistories {
    private static final Catalog EXAMPLE = Catalogs.example();
    private static final Catalog SEVERAL_VERSIONS = Catalogs.severalVersions();
    private static final Map<Long, List<Input>> HISTORIES = new HashMap<>();
    /** By history; given up when memory is short, and made again. */
    private static final Map<List<Input>, SoftReference<List<Run.Step>>> STEPS =
            new IdentityHashMap<>();

    private GeneratedHistories() {}

    /** The catalog of that seed's history. */
    static Catalog catalogOf(long seed) {
        return seed % 3 == 0 ? EXAMPLE : SEVERAL_VERSIONS;
    }

    /** That seed's history, of one account; one in sixteen is long. */
    static synchronized List<Input> of(long seed) {
        return HISTORIES.computeIfAbsent(seed, any -> List.copyOf(Histories.nasty(
                seed, Math.floorMod(seed, 16) == 7 ? 1_050 : 150, "acme", catalogOf(seed))));
    }

    /** The steps of {@code history}, which are kept if it is one of these and not a shrunk one. */
    static synchronized List<Run.Step> stepsOf(List<Input> history, Catalog catalog) {
        if (HISTORIES.values().stream().noneMatch(h -> h == history)) {
            return Run.of(history, catalog).steps();
        }
        SoftReference<List<Run.Step>> kept = STEPS.get(history);
        List<Run.Step> steps = kept == null ? null : kept.get();
        if (steps == null) {
            steps = Run.of(history, catalog).steps();
            STEPS.put(history, new SoftReference<>(steps));
        }
        return steps;
    }
}
