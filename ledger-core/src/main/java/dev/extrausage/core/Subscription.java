package dev.extrausage.core;

import java.util.Objects;

/**
 * The plan an account is on (P1, P2), and the one it is to be on from the next roll (P10).
 *
 * @param plan the catalog's name of it
 * @param seats 1 to 1,000,000
 * @param customAllowanceNanos a custom contract's allowance for a cycle; or null
 * @param closed whether the account was closed (P7)
 * @param cycle the current billing cycle; a closed account's stands still
 * @param next the plan from the next roll on; null: the same
 */
public record Subscription(
        String plan, long seats, Long customAllowanceNanos, boolean closed, Cycle cycle,
        NextPlan next) {

    /**
     * A plan that begins at the next roll (P10).
     *
     * @param plan the catalog's name of it
     * @param seats 1 to 1,000,000
     * @param customAllowanceNanos a custom contract's allowance for a cycle; or null
     */
    public record NextPlan(String plan, long seats, Long customAllowanceNanos) {}

    /** The next cycle's, on the scheduled plan if there is one (D2b). */
    Subscription rolledTo(Cycle later) {
        return next == null
                ? new Subscription(plan, seats, customAllowanceNanos, closed, later, null)
                : new Subscription(next.plan, next.seats, next.customAllowanceNanos, closed, later,
                        null);
    }

    Subscription withNext(NextPlan scheduled) {
        return new Subscription(plan, seats, customAllowanceNanos, closed, cycle, scheduled);
    }

    /** Closes it, which ends a scheduled change (P7, P10). */
    Subscription asClosed() {
        return new Subscription(plan, seats, customAllowanceNanos, true, cycle, null);
    }

    /** Tells whether it has this plan, these seats and this custom allowance. */
    boolean isOn(String otherPlan, long otherSeats, Long otherAllowanceNanos) {
        return plan.equals(otherPlan) && seats == otherSeats
                && Objects.equals(customAllowanceNanos, otherAllowanceNanos);
    }
}
