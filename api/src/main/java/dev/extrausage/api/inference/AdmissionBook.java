package dev.extrausage.api.inference;

import dev.extrausage.client.Published;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.Hold;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The admissions under way, by the id that their callers know. Only the credential that was given
 * an admission can end it; to every other it is as if it were not there. Held in memory alone: a
 * restart forgets them, and the holds with them. Safe for use by several threads.
 *
 * <p>Each lies in a numbered place, which its id begins with. Very many lie here for minutes, and
 * every collection of garbage waits until the new ones are copied: so there is no map around them,
 * and nothing is kept of an answer but its hold.
 */
final class AdmissionBook {
    private static final int ID_BYTES = 16;
    private static final String PREFIX = "adm_";

    private final AtomicReferenceArray<Held> places;
    private final FreePlaces free;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    /**
     * The part of an admission that is kept.
     *
     * @param idHigh the first half of its id: its place, and 32 random bits
     * @param idLow the second half, of random bits
     * @param credential the name of the one it was given to
     * @param expiresAt the end of its hold, in milliseconds since 1970
     */
    private record Held(long idHigh, long idLow, Hold hold, String account, String credential,
            long expiresAt) {
        int place() {
            return (int) (idHigh >>> Integer.SIZE);
        }

        String id() {
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(ID_BYTES).putLong(idHigh).putLong(idLow).array());
        }
    }

    /** The places that nobody has, of which the latest given back is taken first. */
    private static final class FreePlaces {
        private final int[] places;
        private int size;

        FreePlaces(int most) {
            places = new int[most];
            for (int place = most - 1; place >= 0; place--) {
                give(place);
            }
        }

        /** A place; -1 where all are taken. */
        synchronized int take() {
            return size == 0 ? -1 : places[--size];
        }

        synchronized void give(int place) {
            places[size++] = place;
        }

        synchronized int size() {
            return size;
        }
    }

    /**
     * A book of at most {@code most} admissions; the gate's bound on holds is the tighter one.
     *
     * @param clock tells when a hold has ended by itself
     */
    AdmissionBook(int most, InstantSource clock) {
        places = new AtomicReferenceArray<>(most);
        free = new FreePlaces(most);
        this.clock = clock;
    }

    /**
     * Adds an admission.
     *
     * @return the id to end it by; null where the book is full: its hold then ends by itself
     */
    String add(Admission admission, String credential, long expiresAt) {
        int place = free.take();
        if (place < 0) {
            return null;
        }
        ByteBuffer bits = ByteBuffer.allocate(ID_BYTES);
        random.nextBytes(bits.array()); // takes less than a microsecond: its lock is no queue
        bits.putInt(0, place);
        Held held = new Held(bits.getLong(), bits.getLong(), admission.hold(),
                admission.account(), credential, expiresAt);
        places.set(place, held);
        return held.id();
    }

    /** Ends the hold now; false where this credential has no such admission, or no longer. */
    boolean release(String id, String credential) {
        Held found = take(id, credential, null);
        if (found != null) {
            found.hold().release();
        }
        return found != null;
    }

    /**
     * Ends the hold once the ledger's snapshot has that usage; false where this credential has no
     * such admission of that account, or no longer.
     */
    boolean settle(String id, String credential, String account, Published usage) {
        Held found = take(id, credential, account);
        if (found != null) {
            found.hold().settleWith(usage);
        }
        return found != null;
    }

    private Held take(String id, String credential, String account) {
        Held found = find(id);
        boolean isTheirs = found != null && found.expiresAt() > clock.millis()
                && found.credential().equals(credential)
                && (account == null || account.equals(found.account()));
        return isTheirs && remove(found) ? found : null;
    }

    private Held find(String id) {
        byte[] bytes = new byte[0];
        try {
            bytes = Base64.getUrlDecoder().decode(
                    id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : "");
        } catch (IllegalArgumentException e) {
            // no id of ours, as one of another length
        }
        int place = bytes.length == ID_BYTES ? ByteBuffer.wrap(bytes).getInt() : -1;
        Held found = place < 0 || place >= places.length() ? null : places.get(place);
        return found != null && found.id().equals(id) ? found : null;
    }

    /** Frees its place; false where somebody else did so before. */
    private boolean remove(Held held) {
        boolean isRemoved = places.compareAndSet(held.place(), held, null);
        if (isRemoved) {
            free.give(held.place());
        }
        return isRemoved;
    }

    /** Forgets those whose holds have ended by themselves, which nobody can end any more. */
    void sweep() {
        long now = clock.millis();
        for (int place = 0; place < places.length(); place++) {
            Held held = places.get(place);
            if (held != null && held.expiresAt() <= now) {
                remove(held);
            }
        }
    }

    /** The number of admissions under way. */
    int size() {
        return places.length() - free.size();
    }
}
