package dev.extrausage.consumers.cyclereset;

import dev.extrausage.consumers.runtime.AccountSlots;
import java.util.Arrays;

/**
 * The times at which each account of one partition is told of time (SPEC C4): the earliest first,
 * each instant once, and again only if the ledger has not moved on after a while.
 *
 * <p>A binary heap of slots in plain arrays. Besides its {@link AccountSlots} an account costs 26
 * bytes: with an id of 20 characters some 75 in all, so three million accounts take 225 MB.
 */
final class Schedule {
    private static final int ABSENT = -1;
    private static final int MOST_DOUBLINGS = 6;

    private final AccountSlots accounts = new AccountSlots();
    private final long resendAfterMillis;
    private long[] dueAt = new long[16];
    /** The time to send next: the due instant, or later once it was sent. Orders the heap. */
    private long[] wakeAt = new long[16];
    private boolean[] atCycleEnd = new boolean[16];
    private byte[] sends = new byte[16];
    private int[] heapIndex = new int[16];
    private int[] heap = new int[16];
    private int scheduled;

    /**
     * An instant that has come.
     *
     * @param accountId for whom
     * @param at the account's {@code next_due_at}, in milliseconds since 1970
     * @param isCycleEnd whether it is the end of the account's cycle too
     */
    record Due(String accountId, long at, boolean isCycleEnd) {}

    /** {@code resendAfterMillis}: the first wait for the ledger to move on; doubles each time. */
    Schedule(long resendAfterMillis) {
        this.resendAfterMillis = resendAfterMillis;
    }

    /** The number of accounts that have an instant to come. */
    int size() {
        return scheduled;
    }

    /** The earliest instant for which anything is to be sent; {@link Long#MAX_VALUE} when none. */
    long earliest() {
        return scheduled == 0 ? Long.MAX_VALUE : wakeAt[heap[0]];
    }

    /** The account's newest snapshot names this instant. The same as before changes nothing. */
    void set(String accountId, long at, boolean isCycleEnd) {
        int slot = slotOf(accountId);
        if (heapIndex[slot] != ABSENT && dueAt[slot] == at) {
            atCycleEnd[slot] = isCycleEnd;
            return;
        }
        dueAt[slot] = at;
        atCycleEnd[slot] = isCycleEnd;
        sends[slot] = 0;
        wake(slot, at);
    }

    /** The account's newest snapshot names no instant. */
    void clear(String accountId) {
        int slot = accounts.find(accountId);
        if (slot != ABSENT && heapIndex[slot] != ABSENT) {
            int hole = heapIndex[slot];
            heapIndex[slot] = ABSENT;
            int last = heap[--scheduled];
            if (last != slot) {
                place(last, hole);
                settle(hole);
            }
        }
    }

    /**
     * It is known to have been sent already, by now: not to be sent again before the wait is over.
     */
    void wasSent(String accountId, long at, long now) {
        int slot = accounts.find(accountId);
        if (slot != ABSENT && heapIndex[slot] != ABSENT && dueAt[slot] == at && sends[slot] == 0) {
            sendAgainLater(slot, now);
        }
    }

    /** Takes a reset that is due by {@code now}, as sent; null when there is none. */
    Due takeDue(long now) {
        if (earliest() > now) {
            return null;
        }
        int slot = heap[0];
        Due due = new Due(accounts.id(slot), dueAt[slot], atCycleEnd[slot]);
        sendAgainLater(slot, now);
        return due;
    }

    private void sendAgainLater(int slot, long now) {
        long wait = resendAfterMillis << sends[slot];
        sends[slot] = (byte) Math.min(MOST_DOUBLINGS, sends[slot] + 1);
        wake(slot, now + wait);
    }

    private int slotOf(String accountId) {
        int known = accounts.size();
        int slot = accounts.findOrAdd(accountId);
        if (slot == dueAt.length) {
            int length = slot + (slot >> 1);
            dueAt = Arrays.copyOf(dueAt, length);
            wakeAt = Arrays.copyOf(wakeAt, length);
            atCycleEnd = Arrays.copyOf(atCycleEnd, length);
            sends = Arrays.copyOf(sends, length);
            heapIndex = Arrays.copyOf(heapIndex, length);
            heap = Arrays.copyOf(heap, length);
        }
        if (slot == known) {
            heapIndex[slot] = ABSENT;
        }
        return slot;
    }

    private void wake(int slot, long at) {
        wakeAt[slot] = at;
        if (heapIndex[slot] == ABSENT) {
            place(slot, scheduled++);
        }
        settle(heapIndex[slot]);
    }

    /** Moves what stands at {@code index} up or down to where the heap's order wants it. */
    private void settle(int index) {
        int slot = heap[index];
        int at = index;
        while (at > 0 && wakeAt[slot] < wakeAt[heap[(at - 1) / 2]]) {
            place(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        for (int child = lesserChild(at); child < scheduled && wakeAt[heap[child]] < wakeAt[slot];
                child = lesserChild(at)) {
            place(heap[child], at);
            at = child;
        }
        place(slot, at);
    }

    private int lesserChild(int index) {
        int left = 2 * index + 1;
        int right = left + 1;
        return right < scheduled && wakeAt[heap[right]] < wakeAt[heap[left]] ? right : left;
    }

    private void place(int slot, int index) {
        heap[index] = slot;
        heapIndex[slot] = index;
    }
}
