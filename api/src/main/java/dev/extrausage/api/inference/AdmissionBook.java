package dev.extrausage.api.inference;

import dev.extrausage.client.Published;
import dev.extrausage.client.gate.Admission;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The admissions under way, by the id that their callers know. Only the credential that was given
 * an admission can end it; to every other it is as if it were not there. Held in memory alone: a
 * restart forgets them, and the holds with them. Safe for use by several threads.
 */
final class AdmissionBook {
    private static final int ID_BYTES = 16;
    private static final String PREFIX = "adm_";

    private final ConcurrentHashMap<String, Held> held = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final int most;
    private final InstantSource clock;

    /** An admission, the name of the credential it was given to, and the end of its hold. */
    private record Held(Admission admission, String credential, long expiresAt) { }

    /**
     * A book of at most {@code most} admissions; the gate's bound on holds is the tighter one.
     *
     * @param clock tells when a hold has ended by itself
     */
    AdmissionBook(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Adds an admission.
     *
     * @return the id to end it by; null where the book is full: its hold then ends by itself
     */
    String add(Admission admission, String credential, long expiresAt) {
        if (held.size() >= most) {
            return null;
        }
        String id = newId();
        held.put(id, new Held(admission, credential, expiresAt));
        return id;
    }

    /** An id of 128 random bits. A draw takes less than a microsecond: its lock is no queue. */
    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Ends the hold now; false where this credential has no such admission, or no longer. */
    boolean release(String id, String credential) {
        Held found = take(id, credential, null);
        if (found != null) {
            found.admission().release();
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
            found.admission().settleWith(usage);
        }
        return found != null;
    }

    private Held take(String id, String credential, String account) {
        Held found = held.get(id);
        boolean isTheirs = found != null && found.expiresAt() > clock.millis()
                && found.credential().equals(credential)
                && (account == null || account.equals(found.admission().account()));
        return isTheirs && held.remove(id, found) ? found : null;
    }

    /** Forgets those whose holds have ended by themselves, which nobody can end any more. */
    void sweep() {
        long now = clock.millis();
        held.values().removeIf(each -> each.expiresAt() <= now);
    }

    /** The number of admissions under way. */
    int size() {
        return held.size();
    }
}
