package dev.extrausage.api.inference;

import dev.extrausage.client.Published;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Bounds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * The admissions under way, by the id that their callers know. Only the credential that was given
 * an admission can end it; to every other it is as if it were not there. Held in memory alone: a
 * restart forgets them, and the holds with them. Safe for use by several threads.
 *
 * <p>Each lies in a numbered place, which its id begins with. Very many lie here for minutes, and
 * every collection of garbage stops everything until it has copied what is new in the heap: so they
 * lie in pages outside of it, each made when it is first needed. One lock guards them all, for less
 * than a microsecond at a time; the gate is never called under it.
 */
final class AdmissionBook {
    private final UsageGate gate;
    private final int most;
    private final AdmissionPage[] pages;
    /** The places that nobody has, of which the latest given back is taken first. */
    private final int[] free;
    private int freePlaces;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    /**
     * A book of at most {@code most} admissions; the gate's bound on holds is the tighter one.
     *
     * @param gate the one that gives the admissions
     * @param clock tells when a hold has ended by itself
     */
    AdmissionBook(UsageGate gate, int most, InstantSource clock) {
        this.gate = gate;
        this.most = most;
        this.clock = clock;
        pages = new AdmissionPage[(most + AdmissionPage.PLACES - 1) / AdmissionPage.PLACES];
        free = new int[most];
        for (int place = most - 1; place >= 0; place--) {
            free[freePlaces++] = place;
        }
    }

    /**
     * Adds an admission.
     *
     * @param expiresAt the end of its hold, in milliseconds since 1970, above 0
     * @return the id to end it by; null where the book is full: its hold then ends by itself
     * @throws IllegalArgumentException its account's name is longer than any account's
     */
    String add(Admission admission, String credential, long expiresAt) {
        byte[] account = bytes(admission.account());
        if (account.length > Bounds.MAX_ACCOUNT_ID_LENGTH) {
            throw new IllegalArgumentException("account has " + account.length
                    + " bytes: must have at most " + Bounds.MAX_ACCOUNT_ID_LENGTH);
        }
        int place = takePlace();
        if (place < 0) {
            return null;
        }
        AdmissionId id = AdmissionId.of(place, random);
        put(id, admission.hold().number(), account, credential, expiresAt);
        return id.text();
    }

    private static byte[] bytes(String account) {
        return account.getBytes(StandardCharsets.UTF_8);
    }

    private synchronized int takePlace() {
        return freePlaces == 0 ? -1 : free[--freePlaces];
    }

    private synchronized void put(
            AdmissionId id, long hold, byte[] account, String credential, long expiresAt) {
        int page = id.place() / AdmissionPage.PLACES;
        if (pages[page] == null) {
            pages[page] = new AdmissionPage();
        }
        pages[page].put(id.place() % AdmissionPage.PLACES, id, hold, account, credential,
                expiresAt);
    }

    /** Ends the hold now; false where this credential has no such admission, or no longer. */
    boolean release(String id, String credential) {
        OptionalLong hold = take(id, credential, null);
        hold.ifPresent(number -> gate.hold(number).release());
        return hold.isPresent();
    }

    /**
     * Ends the hold once the ledger's snapshot has that usage; false where this credential has no
     * such admission of that account, or no longer.
     */
    boolean settle(String id, String credential, String account, Published usage) {
        OptionalLong hold = take(id, credential, bytes(account));
        hold.ifPresent(number -> gate.hold(number).settleWith(usage));
        return hold.isPresent();
    }

    /** The number of the admission's hold; empty where this credential has no such admission. */
    private OptionalLong take(String text, String credential, byte[] account) {
        long now = clock.millis();
        return AdmissionId.parse(text).map(id -> take(id, credential, account, now))
                .orElse(OptionalLong.empty());
    }

    private synchronized OptionalLong take(
            AdmissionId id, String credential, byte[] account, long now) {
        AdmissionPage page = id.place() < 0 || id.place() >= most ? null
                : pages[id.place() / AdmissionPage.PLACES];
        int place = id.place() % AdmissionPage.PLACES;
        if (page == null || !page.has(place, id, credential, now)
                || account != null && !page.isOf(place, account)) {
            return OptionalLong.empty();
        }
        free[freePlaces++] = id.place();
        return OptionalLong.of(page.remove(place));
    }

    /** Forgets those whose holds have ended by themselves, which nobody can end any more. */
    void sweep() {
        long now = clock.millis();
        for (int page = 0; page < pages.length; page++) {
            sweep(page, now);
        }
    }

    private synchronized void sweep(int number, long now) {
        AdmissionPage page = pages[number];
        for (int place = 0; page != null && place < AdmissionPage.PLACES; place++) {
            if (page.isOver(place, now)) {
                page.remove(place);
                free[freePlaces++] = number * AdmissionPage.PLACES + place;
            }
        }
    }

    /** The number of admissions under way. */
    synchronized int size() {
        return most - freePlaces;
    }
}
