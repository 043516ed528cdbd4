package dev.extrausage.client.gate.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The estimates held for requests under way, at most so many, in arrays made once: to hold and to
 * end a hold makes no garbage. The holds of one account hang together in the order of their
 * admission, which is that of their deadlines. Whatever is of one account is read and changed under
 * that account's lock; only the lists of free places are shared by all.
 */
public final class Holds {
    public static final int NONE = -1;

    private final int capacity;
    private final long mostNanos;
    private final FreePlaces freeHolds;
    private final FreePlaces freeOwners;

    private final long[] cost;
    private final long[] deadline;
    /** Where the usage was acknowledged; -1 while it was not. */
    private final long[] offset;
    private final boolean[] firstParty;
    private final int[] next;
    private final int[] previous;
    private final int[] generation;
    private final int[] slotOfHold;

    // By owner: an account that has holds.
    private final long[] heldFirst;
    private final long[] heldThird;
    private final long[] oldestDeadline;
    private final int[] head;
    private final int[] tail;

    /** Places that nobody uses: a stack whose top carries a count, so that no pop is fooled. */
    private static final class FreePlaces {
        private final int[] below;
        private final AtomicLong top = new AtomicLong();
        private final AtomicLong used = new AtomicLong();

        FreePlaces(int size) {
            below = new int[size];
            for (int i = 0; i < size; i++) {
                below[i] = i + 1 < size ? i + 1 : NONE;
            }
        }

        int pop() {
            while (true) {
                long now = top.get();
                int place = (int) now;
                if (place == NONE) {
                    return NONE;
                }
                if (top.compareAndSet(now, counted(now, below[place]))) {
                    used.getAndIncrement();
                    return place;
                }
            }
        }

        void push(int place) {
            while (true) {
                long now = top.get();
                below[place] = (int) now;
                if (top.compareAndSet(now, counted(now, place))) {
                    used.getAndDecrement();
                    return;
                }
            }
        }

        private static long counted(long now, int place) {
            return (now >>> Integer.SIZE) + 1 << Integer.SIZE | place & 0xFFFF_FFFFL;
        }
    }

    public Holds(int capacity) {
        this.capacity = capacity;
        mostNanos = Long.MAX_VALUE / capacity;
        freeHolds = new FreePlaces(capacity);
        freeOwners = new FreePlaces(capacity);
        cost = new long[capacity];
        deadline = new long[capacity];
        offset = new long[capacity];
        firstParty = new boolean[capacity];
        next = new int[capacity];
        previous = new int[capacity];
        generation = new int[capacity];
        slotOfHold = new int[capacity];
        heldFirst = new long[capacity];
        heldThird = new long[capacity];
        oldestDeadline = new long[capacity];
        head = new int[capacity];
        tail = new int[capacity];
    }

    public int capacity() {
        return capacity;
    }

    /** How many are held now. */
    public int size() {
        return (int) freeHolds.used.get();
    }

    /** A place for one more; {@link #NONE} when all are taken. */
    public int take() {
        return freeHolds.pop();
    }

    /** A place for an account's first hold: there is one wherever there is one for a hold. */
    public int newOwner() {
        int owner = freeOwners.pop();
        heldFirst[owner] = 0;
        heldThird[owner] = 0;
        head[owner] = NONE;
        tail[owner] = NONE;
        return owner;
    }

    /**
     * Gives back the place of an owner, and then that of its last hold: in the other order another
     * account could get the hold's, and find none for an owner.
     */
    public void forgetOwner(int owner, int lastHold) {
        freeOwners.push(owner);
        freeHolds.push(lastHold);
    }

    /** What is held for first-party requests, nano-USD; {@link #NONE} is an owner of nothing. */
    public long heldFirst(int owner) {
        return owner < 0 ? 0 : heldFirst[owner];
    }

    /** What is held for third-party requests, nano-USD; {@link #NONE} is an owner of nothing. */
    public long heldThird(int owner) {
        return owner < 0 ? 0 : heldThird[owner];
    }

    /** The first deadline of an owner's holds; {@link Long#MAX_VALUE} where it has none. */
    public long oldestDeadline(int owner) {
        return owner < 0 ? Long.MAX_VALUE : oldestDeadline[owner];
    }

    /** The owner's oldest hold. */
    public int first(int owner) {
        return head[owner];
    }

    /** Whether a hold's time to live has passed; read without a lock, so true is but a hint. */
    public boolean isDue(int hold, long now) {
        long until = deadline[hold];
        return until <= now && until > 0;
    }

    /** Notes that the usage lies at that offset: a snapshot that has it ends the hold. */
    public void acknowledge(int hold, long usageOffset) {
        offset[hold] = usageOffset;
    }

    /**
     * Ends the owner's holds whose usage a snapshot has.
     *
     * @return the hold that was the owner's last, for {@link #forgetOwner}; {@link #NONE} if the
     *     owner still has one, or had none
     */
    public int endUpTo(int owner, long usageOffset) {
        int last = NONE;
        int hold = owner == NONE ? NONE : head[owner];
        while (hold != NONE) {
            int following = next[hold];
            if (offset[hold] >= 0 && offset[hold] <= usageOffset && end(owner, hold)) {
                last = hold;
            }
            hold = following;
        }
        return last;
    }

    /** Hangs a taken place to its owner; its generation. */
    public int add(int owner, int hold, int slot, boolean first, long wanted, long until) {
        long nanos = Math.min(wanted, mostNanos);
        cost[hold] = nanos;
        deadline[hold] = until;
        offset[hold] = -1;
        firstParty[hold] = first;
        slotOfHold[hold] = slot;
        next[hold] = NONE;
        previous[hold] = tail[owner];
        if (tail[owner] == NONE) {
            head[owner] = hold;
            oldestDeadline[owner] = until;
        } else {
            next[tail[owner]] = hold;
        }
        tail[owner] = hold;
        add(owner, hold, nanos);
        return generation[hold];
    }

    /** Whether the place still holds what it held when it was given that generation. */
    public boolean isStill(int hold, int thatGeneration) {
        return generation[hold] == thatGeneration;
    }

    /** The same hold with another amount. */
    public void change(int owner, int hold, long wanted) {
        long nanos = Math.min(wanted, mostNanos);
        add(owner, hold, nanos - cost[hold]);
        cost[hold] = nanos;
    }

    /** No sum can overflow: no hold is larger than the greatest long shared out to all places. */
    private void add(int owner, int hold, long nanos) {
        if (firstParty[hold]) {
            heldFirst[owner] += nanos;
        } else {
            heldThird[owner] += nanos;
        }
    }

    /** The account a taken place is of; good under that account's lock alone. */
    public int slotOf(int hold) {
        return slotOfHold[hold];
    }

    /** The account is in another slot from now on; under its lock. */
    void moved(int owner, int slot) {
        for (int hold = head[owner]; hold != NONE; hold = next[hold]) {
            slotOfHold[hold] = slot;
        }
    }

    /** Ends a hold; whether it was the owner's last, which is for {@link #forgetOwner} then. */
    public boolean end(int owner, int hold) {
        add(owner, hold, -cost[hold]);
        if (previous[hold] == NONE) {
            head[owner] = next[hold];
        } else {
            next[previous[hold]] = next[hold];
        }
        if (next[hold] == NONE) {
            tail[owner] = previous[hold];
        } else {
            previous[next[hold]] = previous[hold];
        }
        if (head[owner] != NONE) {
            oldestDeadline[owner] = deadline[head[owner]];
        }
        // Under this account's lock, so that nobody who comes to end it again takes what another
        // account will hold here for his own.
        generation[hold]++;
        deadline[hold] = Long.MAX_VALUE;
        boolean last = head[owner] == NONE;
        if (!last) {
            freeHolds.push(hold);
        }
        return last;
    }

    /** What it occupies. */
    public long bytes() {
        return capacity * (6L * Long.BYTES + 8L * Integer.BYTES + 1);
    }
}
