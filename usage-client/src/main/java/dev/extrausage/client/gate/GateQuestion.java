package dev.extrausage.client.gate;

/**
 * One request that a service asks about.
 *
 * @param account the account that pays
 * @param isFirstParty whether the app draws on the plan's allowance first (U2)
 * @param estimateNanos what the request may cost, nano-USD, 0 or more
 * @param at when the question was asked, milliseconds since 1970
 */
record GateQuestion(String account, boolean isFirstParty, long estimateNanos, long at) {}
