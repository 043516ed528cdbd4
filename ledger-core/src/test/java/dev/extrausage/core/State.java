package dev.extrausage.core;

import java.util.function.BiFunction;

/**
 * One part of the state that a {@link Scenario} leaves, with its expected value.
 *
 * @param name for the failure's message
 * @param actual read from the account and the catalog
 * @param expected in the same form
 */
record State(String name, BiFunction<Account, Catalog, Object> actual, Object expected) {
    static State allowance(String amount) {
        return amount("allowance", amount, (a, c) -> a.allowance().leftNanos());
    }

    static State wholeAllowance(String amount) {
        return amount("whole allowance", amount, (a, c) -> a.allowance().wholeNanos());
    }

    static State extraUsage(String amount) {
        return amount("extra usage", amount, (a, c) -> a.extraUsageNanos());
    }

    static State spent(String amount) {
        return amount("spent", amount, (a, c) -> a.spentNanos());
    }

    static State reloaded(String amount) {
        return amount("reloaded", amount, (a, c) -> a.autoReload().reloadedNanos());
    }

    static State thirdPartyUse(String current, String previous) {
        return new State("third-party use", (a, c) -> Money.format(a.thirdPartyUse().currentNanos())
                + ", " + Money.format(a.thirdPartyUse().previousNanos()),
                current + ", " + previous);
    }

    static State left(String grantId, String amount) {
        return amount("left of " + grantId, amount, (a, c) -> a.grant(grantId).leftNanos());
    }

    static State remembered(String grantId) {
        return new State("remembers " + grantId, (a, c) -> a.grant(grantId) != null, true);
    }

    static State forgotten(String grantId) {
        return new State("remembers " + grantId, (a, c) -> a.grant(grantId) != null, false);
    }

    static State clock(String time) {
        return time("clock", time, (a, c) -> a.clock());
    }

    static State neverAClock() {
        return new State("clock", (a, c) -> a.clock(), null);
    }

    static State cycle(String start, String end) {
        return new State("cycle", (a, c) -> UtcTime.format(a.subscription().cycle().start()) + ", "
                + UtcTime.format(a.subscription().cycle().end()), full(start) + ", " + full(end));
    }

    /** The scheduled plan and its seats. */
    static State next(String plan, long seats) {
        return new State("next plan", (a, c) -> a.subscription().next() == null ? null
                : a.subscription().next().plan() + ", " + a.subscription().next().seats(),
                plan + ", " + seats);
    }

    static State nothingScheduled() {
        return new State("next plan", (a, c) -> a.subscription().next(), null);
    }

    static State onPlan(String plan) {
        return new State("plan", (a, c) -> a.subscription().plan(), plan);
    }

    static State nextDue(String time) {
        return time("next due", time, NextDue::of);
    }

    static State nothingDue() {
        return new State("next due", NextDue::of, null);
    }

    static State inFlight(String topUpId) {
        return new State("in flight", (a, c) -> a.autoReload().inFlight() == null
                ? null : a.autoReload().inFlight().topUpId(), topUpId);
    }

    static State nothingInFlight() {
        return inFlight(null);
    }

    static State declines(int declines) {
        return new State("declines", (a, c) -> a.autoReload().declines(), declines);
    }

    static State retryNotBefore(String time) {
        return time("retry not before", time, (a, c) -> a.autoReload().retryNotBefore());
    }

    static State noBackOff() {
        return new State("retry not before", (a, c) -> a.autoReload().retryNotBefore(), null);
    }

    static State suspended(boolean expected) {
        return new State("suspended", (a, c) -> a.autoReload().suspended(), expected);
    }

    static State extraUsageSwitchedOn(boolean expected) {
        return new State("extra usage on", (a, c) -> a.extraUsageOn(), expected);
    }

    static State offered(String amount) {
        return amount("offered", amount, (a, c) -> a.starterCredit().offeredNanos());
    }

    static State open(boolean firstParty, boolean thirdParty) {
        return new State("open", (a, c) -> Availability.firstParty(a, c).isOpen() + ", "
                + Availability.thirdParty(a, c).isOpen(), firstParty + ", " + thirdParty);
    }

    /** Both surfaces are blocked for this reason. */
    static State blocked(Reason reason) {
        return new State("blocked for", (a, c) -> Availability.firstParty(a, c).reason() + ", "
                + Availability.thirdParty(a, c).reason(), reason + ", " + reason);
    }

    /** Third-party apps are blocked for this reason, while first-party ones run. */
    static State thirdPartyBlocked(Reason reason) {
        return new State("blocked for", (a, c) -> Availability.firstParty(a, c).reason() + ", "
                + Availability.thirdParty(a, c).reason(), null + ", " + reason);
    }

    private static State amount(
            String name, String amount, BiFunction<Account, Catalog, Object> actual) {
        return new State(name, (a, c) -> Money.format((Long) actual.apply(a, c)),
                Money.format(Happening.nanos(amount)));
    }

    private static State time(
            String name, String time, BiFunction<Account, Catalog, Object> actual) {
        return new State(name, (a, c) -> actual.apply(a, c) == null
                ? null : UtcTime.format((Long) actual.apply(a, c)), full(time));
    }

    private static String full(String time) {
        return UtcTime.format(Happening.millis(time));
    }
}
