package dev.extrausage.stream.topology;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.FoldedName;
import dev.extrausage.process.EditDistance;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells names of apps that may be meant for another: whatever is no first-party app is a
 * third-party one, so a slip in the name of a first-party app makes its users pay for what their
 * plan includes. Doubtful is a name that no version of the catalog has, folded, and that has
 * capitals or is at most {@value #NEAR} letters from a first-party app (decision 0175). Belongs to
 * one thread.
 */
final class AppNames {
    private static final int NEAR = 2;
    /** Names whose verdict is remembered; a flood of others makes each be looked at again. */
    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> firstParty;
    private final Map<String, Boolean> verdicts = new HashMap<>();

    AppNames(Catalog catalog) {
        firstParty = catalog.versions().stream().flatMap(v -> v.firstPartyApps().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tells whether the name, as it was sent, is doubtful. */
    boolean isDoubtful(String app) {
        Boolean verdict = verdicts.get(app);
        if (verdict == null) {
            verdict = judge(app);
            if (verdicts.size() >= MOST_REMEMBERED) {
                verdicts.clear();
            }
            verdicts.put(app, verdict);
        }
        return verdict;
    }

    private boolean judge(String app) {
        String folded = FoldedName.of(app);
        return !firstParty.contains(folded) && (!folded.equals(app)
                || firstParty.stream().anyMatch(own -> isNear(own, folded)));
    }

    private static boolean isNear(String own, String app) {
        return Math.abs(own.length() - app.length()) <= NEAR
                && EditDistance.between(own, app) <= NEAR;
    }
}
