package dev.extrausage.client.gate;

import dev.extrausage.client.gate.memory.AccountSlab;
import dev.extrausage.client.gate.memory.Holds;
import java.util.concurrent.atomic.LongAdder;

/**
 * The life of a hold, from {@link #take} to its one end: settled by a snapshot that has the usage,
 * released, or expired. All of it is done under the account's lock and between the slab's {@code
 * beginWrite} and {@code endWrite}, so that no answer sees half a change.
 */
final class SlotHolds {
    /** Stands for a hold where there is none. */
    static final long NOTHING = -1;
    /** The same, where as many are held as may be. */
    static final long NO_ROOM = -2;
    private static final int NOWHERE = -1;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final AccountSlab slab;
    private final Holds holds;
    private final long timeToLive;
    private final LongAdder expired = new LongAdder();

    SlotHolds(AccountSlab slab, Holds holds, long timeToLiveMillis) {
        this.slab = slab;
        this.holds = holds;
        timeToLive = timeToLiveMillis;
    }

    /**
     * Holds so much for a request; under the account's lock.
     *
     * @return the hold with its generation, which tells it from later ones in its place; {@link
     *     #NOTHING} if there is nothing to hold, or {@link #NO_ROOM}
     */
    long take(int slot, GateQuestion question, long nanos) {
        if (nanos <= 0) {
            return NOTHING;
        }
        int hold = holds.take();
        if (hold == Holds.NONE) {
            return NO_ROOM;
        }
        slab.beginWrite(slot);
        int owner = ownerOf(slot);
        if (owner == Holds.NONE) {
            owner = holds.newOwner();
        }
        int generation = holds.add(owner, hold, slot, question.isFirstParty(), nanos,
                question.at() + timeToLive);
        slab.endWrite(slot, owner);
        return (long) hold << Integer.SIZE | generation & LOW_HALF;
    }

    /** Ends the hold when a snapshot has the usage, which lies at {@code offset}. */
    void settle(long held, long offset) {
        int seen = holds.slotOf(hold(held));
        synchronized (slab.lock(seen)) {
            int slot = slotOf(held, seen);
            if (slot == NOWHERE) {
                return;
            }
            if (slab.get(slot, AccountSlab.USAGE_OFFSET) >= offset) {
                end(slot, hold(held));
            } else {
                holds.acknowledge(hold(held), offset);
            }
        }
    }

    void change(long held, long nanos) {
        int seen = holds.slotOf(hold(held));
        synchronized (slab.lock(seen)) {
            int slot = slotOf(held, seen);
            if (slot != NOWHERE) {
                slab.beginWrite(slot);
                holds.change(ownerOf(slot), hold(held), nanos);
                slab.endWrite(slot, ownerOf(slot));
            }
        }
    }

    void release(long held) {
        int seen = holds.slotOf(hold(held));
        synchronized (slab.lock(seen)) {
            int slot = slotOf(held, seen);
            if (slot != NOWHERE) {
                end(slot, hold(held));
            }
        }
    }

    /**
     * The slot of the account that still has the hold; {@link #NOWHERE} once it has ended. Under
     * the lock of the slot that was seen without one: of the hold's account, which has the same one
     * wherever it moves, or of a later one in its place, to which the generation is known. Only a
     * number that was guessed can lead to an account of before.
     */
    private int slotOf(long held, int seen) {
        if (!holds.isStill(hold(held), (int) held)) {
            return NOWHERE;
        }
        int slot = holds.slotOf(hold(held)); // after the generation: not of an account before it
        return slab.lock(slot) == slab.lock(seen) ? slot : NOWHERE;
    }

    /**
     * The hold of that number, whether it lasts or not.
     *
     * @throws IllegalArgumentException no hold has that number
     */
    Hold numbered(long held) {
        if (held == NOTHING) {
            return Hold.NOTHING;
        }
        if (held < 0 || hold(held) >= holds.capacity()) {
            throw new IllegalArgumentException("number is " + held + ": must be " + NOTHING
                    + " to " + (((long) holds.capacity() << Integer.SIZE) - 1)
                    + ", as Hold.number() of this gate has it");
        }
        return new Hold(this, held);
    }

    private static int hold(long held) {
        return (int) (held >>> Integer.SIZE);
    }

    private void end(int slot, int hold) {
        int owner = ownerOf(slot);
        slab.beginWrite(slot);
        boolean last = holds.end(owner, hold);
        slab.endWrite(slot, last ? Holds.NONE : owner);
        if (last) {
            holds.forgetOwner(owner, hold);
        }
    }

    /** Ends the holds whose time to live has passed, also of accounts that nobody asks for. */
    void sweep(long now) {
        for (int hold = 0; hold < holds.capacity() && holds.size() > 0; hold++) {
            if (holds.isDue(hold, now)) {
                int seen = holds.slotOf(hold);
                synchronized (slab.lock(seen)) {
                    int slot = holds.slotOf(hold); // the account may have been moved meanwhile
                    if (slab.lock(slot) == slab.lock(seen)) {
                        endExpired(slot, now);
                    }
                }
            }
        }
    }

    /** Ends the account's holds whose time to live has passed; under its lock. */
    void endExpired(int slot, long now) {
        int owner = ownerOf(slot);
        while (owner != Holds.NONE && holds.oldestDeadline(owner) <= now) {
            end(slot, holds.first(owner));
            expired.increment();
            owner = ownerOf(slot);
        }
    }

    private int ownerOf(int slot) {
        return AccountSlab.holdsIn(slab.get(slot, AccountSlab.STAMP));
    }

    long expired() {
        return expired.sum();
    }
}
