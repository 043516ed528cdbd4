package dev.extrausage.client.gate.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The estimates held for requests under way, in arrays allocated once, so that holding makes no
 * garbage. An account with holds has an <em>owner</em>, and its holds are a doubly linked list in
 * the order of admission, which is that of their deadlines. Each account's part is guarded by the
 * account's lock; only the free lists are shared, and they are lock-free.
 */
public final class Holds {
    /** No hold, or no owner. */
    public static final int NONE = -1;

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int capacity;
    private final long mostNanos;
    private final FreePlaces freeHolds;
    private final FreePlaces freeOwners;

    private final long[] cost;
    private final long[] deadline;
    /** The offset at which the usage was acknowledged; -1 while it was not. */
    private final long[] offset;
    private final boolean[] firstParty;
    private final int[] next;
    private final int[] previous;
    /** Odd while the place is held, even while it is free: no hold has another's. */
    private final int[] generation;
    private final int[] slotOfHold;

    // By owner: an account that has holds.
    private final long[] heldFirst;
    private final long[] heldThird;
    private final long[] oldestDeadline;
    private final int[] head;
    private final int[] tail;

    /** Lock-free free list (Treiber stack); the upper half of top is a version against ABA. */
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

    /** An empty store for at most {@code capacity} holds. */
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

    /** The most holds at once. */
    public int capacity() {
        return capacity;
    }

    /** The number of holds now. */
    public int size() {
        return (int) freeHolds.used.get();
    }

    /** The sum held, in nano-USD: read without a lock, it is right while nothing changes. */
    public long nanos() {
        long sum = 0;
        for (int owner = 0; size() > 0 && owner < capacity; owner++) {
            sum += heldFirst[owner] + heldThird[owner];
        }
        return sum;
    }

    /** Takes a place for one more hold; {@link #NONE} when all are taken. */
    public int take() {
        return freeHolds.pop();
    }

    /** Takes an owner for an account's first hold: there are as many as there are holds. */
    public int newOwner() {
        int owner = freeOwners.pop();
        heldFirst[owner] = 0;
        heldThird[owner] = 0;
        head[owner] = NONE;
        tail[owner] = NONE;
        return owner;
    }

    /**
     * Gives back an owner, and then the place of its last hold: in the other order another account
     * could take the place, and find no owner.
     */
    public void forgetOwner(int owner, int lastHold) {
        freeOwners.push(owner);
        freeHolds.push(lastHold);
    }

    /** The amount held for first-party requests, nano-USD; 0 for {@link #NONE}. */
    public long heldFirst(int owner) {
        return owner < 0 ? 0 : heldFirst[owner];
    }

    /** The amount held for third-party requests, nano-USD; 0 for {@link #NONE}. */
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

    /** True if a hold's time to live seems to have passed: read without a lock, it is a hint. */
    public boolean isDue(int hold, long now) {
        long until = deadline[hold];
        return until <= now && until > 0;
    }

    /** Notes that the usage lies at that offset: a snapshot that has it ends the hold. */
    public void acknowledge(int hold, long usageOffset) {
        offset[hold] = usageOffset;
    }

    /**
     * Ends the owner's holds whose usage lies at that offset or before.
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

    /** Appends a taken place to its owner's holds and returns the place's generation. */
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
        int held = generation[hold] + 1;
        INTS.setRelease(generation, hold, held); // whoever sees it sees the slot
        return held;
    }

    /**
     * True if the place still holds what it held when {@link #add} returned that generation; of a
     * free place, never.
     */
    public boolean isStill(int hold, int thatGeneration) {
        return (thatGeneration & 1) == 1
                && (int) INTS.getAcquire(generation, hold) == thatGeneration;
    }

    /** Changes the amount of a hold. */
    public void change(int owner, int hold, long wanted) {
        long nanos = Math.min(wanted, mostNanos);
        add(owner, hold, nanos - cost[hold]);
        cost[hold] = nanos;
    }

    /** No sum overflows: no hold is larger than the greatest long divided by the capacity. */
    private void add(int owner, int hold, long nanos) {
        if (firstParty[hold]) {
            heldFirst[owner] += nanos;
        } else {
            heldThird[owner] += nanos;
        }
    }

    /**
     * The slot of the account that holds it; valid under that account's lock alone. Without it, a
     * slot whose account has it, or had it before.
     */
    public int slotOf(int hold) {
        return slotOfHold[hold];
    }

    /** Notes that the owner's account has moved to another slot; under its lock. */
    void moved(int owner, int slot) {
        for (int hold = head[owner]; hold != NONE; hold = next[hold]) {
            slotOfHold[hold] = slot;
        }
    }

    /** Ends a hold; true if it was the owner's last, which is for {@link #forgetOwner} then. */
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
        // Before the place is free: a late second end must not end what another account holds here.
        generation[hold]++;
        deadline[hold] = Long.MAX_VALUE;
        boolean last = head[owner] == NONE;
        if (!last) {
            freeHolds.push(hold);
        }
        return last;
    }

    /** The memory it takes, in bytes. */
    public long bytes() {
        return capacity * (6L * Long.BYTES + 8L * Integer.BYTES + 1);
    }
}
