package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.AccountSlots;
import dev.extrausage.core.Reason;
import dev.extrausage.schemas.Balance;
import java.util.Arrays;

/**
 * True if each account of one partition may buy credit, by its newest snapshot; a byte for each.
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

    void set(String accountId, Standing standing) {
        int slot = accounts.findOrAdd(accountId);
        if (slot == standings.length) {
            standings = Arrays.copyOf(standings, slot + (slot >> 1));
        }
        standings[slot] = (byte) standing.ordinal();
    }

    Standing of(String accountId) {
        int slot = accounts.find(accountId);
        return slot < 0 ? Standing.UNKNOWN : STANDINGS[standings[slot]];
    }
}
