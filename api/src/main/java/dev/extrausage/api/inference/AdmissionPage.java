package dev.extrausage.api.inference;

import dev.extrausage.core.Bounds;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A thousand places for admissions, outside of the heap, that are written over again and again: an
 * admission leaves nothing behind that a collection would have to copy. Belongs to one thread at a
 * time.
 */
final class AdmissionPage {
    /** The number of places. */
    static final int PLACES = 1024;

    private static final int ID_HIGH = 0;
    private static final int ID_LOW = ID_HIGH + Long.BYTES;
    private static final int HOLD = ID_LOW + Long.BYTES;
    /** Milliseconds since 1970; {@link #NEVER} where there is no admission. */
    private static final int EXPIRES_AT = HOLD + Long.BYTES;
    private static final int ACCOUNT_LENGTH = EXPIRES_AT + Long.BYTES;
    private static final int ACCOUNT = ACCOUNT_LENGTH + Long.BYTES;
    private static final int BYTES = ACCOUNT + Bounds.MAX_ACCOUNT_ID_LENGTH;
    private static final long NEVER = 0;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(PLACES * BYTES);
    private final String[] credentials = new String[PLACES];

    /** Writes an admission, whose hold has that number, into a place that has none. */
    void put(int place, AdmissionId id, long hold, byte[] account, String credential,
            long expiresAt) {
        int at = place * BYTES;
        bytes.putLong(at + ID_HIGH, id.high()).putLong(at + ID_LOW, id.low())
                .putLong(at + HOLD, hold).putLong(at + EXPIRES_AT, expiresAt)
                .putInt(at + ACCOUNT_LENGTH, account.length).put(at + ACCOUNT, account);
        if (!credential.equals(credentials[place])) {
            credentials[place] = credential; // a reference that is written is one to be searched
        }
    }

    /** True if the place has that very admission, given to that credential, at that time. */
    boolean has(int place, AdmissionId id, String credential, long now) {
        int at = place * BYTES;
        return bytes.getLong(at + EXPIRES_AT) > now && bytes.getLong(at + ID_HIGH) == id.high()
                && bytes.getLong(at + ID_LOW) == id.low() && credential.equals(credentials[place]);
    }

    /** True if the place's admission is of that account. */
    boolean isOf(int place, byte[] account) {
        int at = place * BYTES;
        byte[] here = new byte[bytes.getInt(at + ACCOUNT_LENGTH)];
        bytes.get(at + ACCOUNT, here);
        return Arrays.equals(here, account);
    }

    /** True if the place has an admission whose hold has ended by itself. */
    boolean isOver(int place, long now) {
        long expiresAt = bytes.getLong(place * BYTES + EXPIRES_AT);
        return expiresAt != NEVER && expiresAt <= now;
    }

    /** Takes the place's admission out; returns the number of its hold. */
    long remove(int place) {
        bytes.putLong(place * BYTES + EXPIRES_AT, NEVER);
        return bytes.getLong(place * BYTES + HOLD);
    }
}
