package dev.extrausage.client.gate;

/**
 * How a gate fares, for its service's metrics.
 *
 * @param isReady whether every snapshot was read once since the start
 * @param accounts how many accounts it knows
 * @param snapshots records of {@code balances} read since the start
 * @param unreadable those of them that were passed over; each leaves its account as it was known
 * @param ageMillis how old the knowledge of the worst known partition is
 * @param held estimates held now
 * @param expired holds that ended because their time to live had passed: usage never published,
 *     refused, a duplicate, or a ledger that is far behind
 * @param accountBytes what the accounts occupy in memory
 * @param holdBytes what is set aside for holds
 */
public record GateFigures(boolean isReady, int accounts, long snapshots, long unreadable,
        long ageMillis, int held, long expired, long accountBytes, long holdBytes) {}
