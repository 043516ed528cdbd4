package dev.extrausage.client.gate;

/**
 * One request that a service asks about.
 *
 * @param account the account that pays
 * @param isFirstParty whether the app draws on the plan's allowance first (U2)
 * @param estimateNanos what the request may cost, nano-USD, 0 or more; 0 for one without a price
 * @param at when the question was asked, milliseconds since 1970
 * @param unpriced the part of it that has no price; null where all has one, or only a cost is known
 */
record GateQuestion(
        String account, boolean isFirstParty, long estimateNanos, long at, Unpriced unpriced) {
    /** A question about a request of that cost, whatever it is for. */
    GateQuestion(String account, boolean isFirstParty, long estimateNanos, long at) {
        this(account, isFirstParty, estimateNanos, at, null);
    }
}
