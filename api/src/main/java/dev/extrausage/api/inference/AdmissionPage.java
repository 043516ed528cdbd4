package dev.extrausage.api.inference;

import dev.extrausage.core.Bounds;
import java.util.Arrays;

/**
 * A thousand places for admissions, as numbers and bytes that are written over again and again: an
 * admission leaves no object behind. Belongs to one thread at a time.
 */
final class AdmissionPage {
    /** The number of places. */
    static final int PLACES = 1024;
    private static final int LONGEST_ACCOUNT = Bounds.MAX_ACCOUNT_ID_LENGTH;
    private static final long NEVER = 0;

    private final long[] idHigh = new long[PLACES];
    private final long[] idLow = new long[PLACES];
    private final long[] hold = new long[PLACES];
    /** Milliseconds since 1970; {@link #NEVER} where there is no admission. */
    private final long[] expiresAt = new long[PLACES];
    private final String[] credential = new String[PLACES];
    private final byte[] accountLength = new byte[PLACES];
    private final byte[] accounts = new byte[PLACES * LONGEST_ACCOUNT];

    /** Writes an admission, whose hold has that number, into a place that has none. */
    void put(int place, AdmissionId id, long holdNumber, byte[] account, String forCredential,
            long until) {
        idHigh[place] = id.high();
        idLow[place] = id.low();
        hold[place] = holdNumber;
        expiresAt[place] = until;
        if (!forCredential.equals(credential[place])) {
            credential[place] = forCredential; // a reference written is a card to be searched
        }
        accountLength[place] = (byte) account.length;
        System.arraycopy(account, 0, accounts, place * LONGEST_ACCOUNT, account.length);
    }

    /** True if the place has that very admission, given to that credential, at that time. */
    boolean has(int place, AdmissionId id, String ofCredential, long now) {
        return expiresAt[place] > now && idHigh[place] == id.high() && idLow[place] == id.low()
                && ofCredential.equals(credential[place]);
    }

    /** True if the place's admission is of that account. */
    boolean isOf(int place, byte[] account) {
        int from = place * LONGEST_ACCOUNT;
        return Arrays.equals(accounts, from, from + accountLength[place],
                account, 0, account.length);
    }

    /** True if the place has an admission whose hold has ended by itself. */
    boolean isOver(int place, long now) {
        return expiresAt[place] != NEVER && expiresAt[place] <= now;
    }

    /** Takes the place's admission out; returns the number of its hold. */
    long remove(int place) {
        expiresAt[place] = NEVER;
        return hold[place];
    }
}
