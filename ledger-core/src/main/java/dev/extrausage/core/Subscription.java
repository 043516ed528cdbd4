package dev.extrausage.core;

/**
 * The plan an account is on (P1, P2).
 *
 * @param plan the catalog's name of it
 * @param seats 1 to 1,000,000
 * @param customAllowanceNanos a custom contract's allowance for a cycle; or null
 * @param closed whether the account was closed (P7)
 * @param cycle the current billing cycle; a closed account's stands still
 */
public record Subscription(
        String plan, long seats, Long customAllowanceNanos, boolean closed, Cycle cycle) {

    Subscription in(Cycle next) {
        return new Subscription(plan, seats, customAllowanceNanos, closed, next);
    }

    Subscription asClosed() {
        return new Subscription(plan, seats, customAllowanceNanos, true, cycle);
    }
}
