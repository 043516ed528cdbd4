package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The refused usage that is asked for.
 *
 * @param reasons of the latest refusal of each; not {@code TOO_OLD}: that is never mended
 * @param since requests of that time or later (M3), in milliseconds since 1970; null: all
 */
public record RefusedUsage(Set<Reason> reasons, Long since) {
    /** The reasons of usage that has no price (U1). */
    public static final Set<Reason> UNPRICED = Set.of(
            Reason.UNPRICED_MODEL, Reason.UNPRICED_TIER, Reason.UNPRICED_UNIT);
    /**
     * The reasons after which the same usage may be paid for, sent again: the price is there, the
     * account is open, the time has come, the sums fit. Iterates in the order of {@link Reason}.
     */
    public static final Set<Reason> MENDABLE = Collections.unmodifiableSet(EnumSet.of(
            Reason.UNPRICED_MODEL, Reason.UNPRICED_TIER, Reason.UNPRICED_UNIT,
            Reason.UNKNOWN_ACCOUNT,
            Reason.ACCOUNT_CLOSED, Reason.IN_THE_FUTURE, Reason.OVERFLOW));

    /** Copies the set; throws IllegalArgumentException naming a reason that is not mendable. */
    public RefusedUsage {
        reasons = Set.copyOf(reasons);
        for (Reason reason : reasons) {
            if (!MENDABLE.contains(reason)) {
                throw new IllegalArgumentException(
                        "reason is " + reason + ": must be one of " + MENDABLE);
            }
        }
    }
}
