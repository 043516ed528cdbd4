package dev.extrausage.stream.accounts;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.Grant;
import dev.extrausage.core.IdList;
import dev.extrausage.schemas.Topics;

/**
 * The bound of what an account remembers of its grants: its state, its snapshot and an entry that
 * touches every grant must each fit one record ({@link Topics#MAX_OUTPUT_BYTES}), or its partition
 * would stop. SPEC bounds neither grants nor refunds, so what goes beyond is a bad input.
 *
 * <p>A state is not encoded to be measured: {@link #bytes} adds up, grant by grant, the most that
 * any of the three records can have of it. Only credit events make it more.
 */
public final class AccountRoom {
    /** The most, in bytes: what a record has, but for 1 MiB for all that is no grant. */
    static final int MOST_BYTES = Topics.MAX_OUTPUT_BYTES - (1 << 20);
    /** The most after credit that nobody paid for; the rest is kept for what money depends on. */
    static final int MOST_BYTES_FREE = MOST_BYTES / 2;

    /** A name's length and the longest kind, five numbers and flags, and the lengths of lists. */
    static final int BYTES_OF_A_GRANT = 2 + 12 + 3 * 10 + 11 + 1 + 2 * 5 + 2 + 1;
    private static final int BYTES_OF_A_NAME = 2;
    private static final int BYTES_OF_AN_EVENT_ID = 2 * 10;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_OF_A_GRANT = LONGEST_NAME + BYTES_OF_A_GRANT + (IdList.BLOCK - 1)
            * (LONGEST_NAME + BYTES_OF_A_NAME + BYTES_OF_AN_EVENT_ID);
    /** So few grants have room whatever their names are. */
    static final int FEW = MOST_BYTES_FREE / MOST_OF_A_GRANT;

    private AccountRoom() {}

    /**
     * Lets an input pass that leaves its account room, or makes it remember no more.
     *
     * @throws BadInput the account would remember more than there is room for
     */
    public static void require(Account before, Event event, Account after) {
        if (after.grants().size() <= FEW || !isCredit(event)) {
            return;
        }
        long bytes = bytes(after);
        int most = isFree(((AccountEvent) event).change()) ? MOST_BYTES_FREE : MOST_BYTES;
        if (bytes > most && bytes > bytes(before)) {
            throw new BadInput("the account's " + after.grants().size() + " grants take " + bytes
                    + " bytes: must be at most " + most + ". A grant is remembered while something"
                    + " is left of it, and for 35 days: grant less often, and more at a time");
        }
    }

    private static boolean isCredit(Event event) {
        return event instanceof AccountEvent e && e.change().isCredit();
    }

    private static boolean isFree(Change change) {
        return change instanceof Change.CreditGranted c && !c.kind().isBought()
                || change instanceof Change.UsageReversed;
    }

    /** The most bytes that any record of the account may have of its grants. */
    static long bytes(Account account) {
        long bytes = 0;
        for (Grant grant : account.grants()) {
            bytes += BYTES_OF_A_GRANT + grant.grantId().length();
            for (String refund : IdList.copyOf(grant.refundIds()).rest()) {
                bytes += BYTES_OF_A_NAME + refund.length();
            }
            bytes += BYTES_OF_AN_EVENT_ID * IdList.copyOf(grant.reversedUsage()).rest().size();
        }
        return bytes;
    }
}
