package dev.extrausage.stack.demo;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.Surface;

/**
 * The simulated inference service: before it runs a request it looks at the account's newest
 * snapshot, and when that says no, it refuses. It knows the prices, so it lets no more run on one
 * snapshot than the snapshot could pay, and then looks again.
 */
final class Service {
    private final Catalog catalog;

    /** The answer to a request. */
    enum Word { RUN, BLOCKED, LOOK_AGAIN }

    Service(Catalog catalog) {
        this.catalog = catalog;
    }

    /** {@code runNanos}: the cost of what was let run on this snapshot already. */
    Word answer(UsageEvent request, Balance snapshot, long runNanos) {
        boolean firstParty = catalog.at(request.occurredAt()).isFirstParty(request.app());
        Surface surface = firstParty ? snapshot.getFirstParty() : snapshot.getThirdParty();
        if (!surface.getOpen()) {
            return Word.BLOCKED;
        }
        boolean fits = runNanos + costNanos(request) <= room(snapshot, firstParty);
        return runNanos == 0 || fits ? Word.RUN : Word.LOOK_AGAIN;
    }

    /** The reason of a blocked request; for a surface that is not open. */
    boolean isForWantOfCredit(UsageEvent request, Balance snapshot) {
        boolean firstParty = catalog.at(request.occurredAt()).isFirstParty(request.app());
        Surface surface = firstParty ? snapshot.getFirstParty() : snapshot.getThirdParty();
        return "OUT_OF_EXTRA_USAGE".equals(surface.getReason());
    }

    /** The list price, nano-USD. */
    long costNanos(UsageEvent request) {
        CatalogVersion version = catalog.at(request.occurredAt());
        return version.prices().cost(request);
    }

    /** The amount that can be paid for sure (U3). */
    private static long room(Balance snapshot, boolean firstParty) {
        long extra = snapshot.getExtraUsageNanos();
        if (snapshot.getMonthlyLimitNanos() != null) {
            long free = snapshot.getGrants().stream()
                    .filter(g -> g.getKind().equals("STARTER") || g.getKind().equals("GOODWILL"))
                    .mapToLong(LiveGrant::getLeftNanos).sum();
            extra = Math.min(extra, free
                    + Math.max(0, snapshot.getMonthlyLimitNanos() - snapshot.getSpentNanos()));
        }
        return extra + (firstParty ? snapshot.getAllowanceLeftNanos() : 0);
    }
}
