package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.AccountSlots;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;
import dev.extrausage.schemas.Balance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The standing of each account of one partition, by its newest snapshot and by the notices of
 * credit that are ahead of it; nineteen bytes for each.
 */
final class Standings {
    private static final String NO_ACCESS = Reason.NO_EXTRA_USAGE_ACCESS.name();

    /** The answer of a snapshot about buying credit. */
    enum Standing {
        /** The ledger has never opened the account. */
        UNKNOWN,
        /** The account is closed. */
        CLOSED,
        /** The plan has no extra usage. */
        WITHOUT_EXTRA_USAGE,
        /** Credit may be bought, also while extra usage is switched off: it is kept (P3). */
        OPEN;

        /** The first room of U3 is the plan's, so its reason hides behind no other. */
        static Standing of(Balance balance) {
            if (balance.getPlan() == null) {
                return UNKNOWN;
            }
            if (balance.getClosed()) {
                return CLOSED;
            }
            return NO_ACCESS.equals(balance.getThirdParty().getReason())
                    ? WITHOUT_EXTRA_USAGE : OPEN;
        }
    }

    private static final Standing[] STANDINGS = Standing.values();

    private final AccountSlots accounts = new AccountSlots();
    private byte[] standings = new byte[16];
    private long[] extraUsage = new long[16];
    /** Of each account, the journal's last entry that its snapshot has. */
    private long[] sequences = new long[16];
    /** Of each account, where its plan stands in {@link #plans}. */
    private short[] planOf = new short[16];
    private final List<String> plans = new ArrayList<>();
    /** By account and entry, credit that its snapshot has not yet; few, and for a moment. */
    private final Map<String, NavigableMap<Long, Long>> ahead = new HashMap<>();

    /** Takes in the account's newest snapshot; null: it has none any more. */
    void set(String accountId, Balance balance) {
        int slot = accounts.findOrAdd(accountId);
        if (slot == standings.length) {
            int length = slot + (slot >> 1);
            standings = Arrays.copyOf(standings, length);
            extraUsage = Arrays.copyOf(extraUsage, length);
            sequences = Arrays.copyOf(sequences, length);
            planOf = Arrays.copyOf(planOf, length);
        }
        Standing standing = balance == null ? Standing.UNKNOWN : Standing.of(balance);
        standings[slot] = (byte) standing.ordinal();
        if (standing != Standing.UNKNOWN) {
            extraUsage[slot] = balance.getExtraUsageNanos();
            sequences[slot] = balance.getSequence();
            planOf[slot] = numberOf(balance.getPlan());
            ahead.computeIfPresent(accountId, (account, credits) -> {
                credits.headMap(balance.getSequence(), true).clear();
                return credits.isEmpty() ? null : credits;
            });
        }
    }

    /** Takes in a credit that the ledger tells of: it counts until the snapshot has that entry. */
    void credited(String accountId, long sequence, long amountNanos) {
        int slot = accounts.find(accountId);
        if (slot < 0 || sequences[slot] < sequence) {
            ahead.computeIfAbsent(accountId, account -> new TreeMap<>())
                    .merge(sequence, amountNanos, Money::saturatingAdd);
        }
    }

    Standing of(String accountId) {
        int slot = accounts.find(accountId);
        return slot < 0 ? Standing.UNKNOWN : STANDINGS[standings[slot]];
    }

    /** The account's extra usage, in nano-USD; the account is not {@code UNKNOWN}. */
    long extraUsageNanos(String accountId) {
        long nanos = extraUsage[accounts.find(accountId)];
        for (long credit : ahead.getOrDefault(accountId, Collections.emptyNavigableMap())
                .values()) {
            nanos = Money.saturatingAdd(nanos, credit);
        }
        return nanos;
    }

    /** The catalog's name of the account's plan; the account is not {@code UNKNOWN}. */
    String plan(String accountId) {
        return plans.get(planOf[accounts.find(accountId)]);
    }

    /** Plans are few: a catalog lists them. */
    private short numberOf(String plan) {
        int number = plans.indexOf(plan);
        if (number < 0) {
            plans.add(plan);
            number = plans.size() - 1;
        }
        return (short) number;
    }
}
