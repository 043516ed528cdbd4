package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Reason;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds in a journal the usage that was refused and not accepted since, each request once, by its
 * latest refusal.
 *
 * <p><b>Bounded memory.</b> The part asked for is read twice: first for how each refused id stands,
 * at most {@value #MOST_IDS} of them, then for what they hold. If there are more, ids are taken in
 * slices of their hash, and the part is read twice for each slice. Within a slice no order among
 * accounts is kept, and an account's are in theirs.
 */
public final class OpenRefusals {
    /** The most ids in memory, of all partitions together: at most 100 MB. */
    static final int MOST_IDS = 1_000_000;
    /** As many times the memory as no honest journal needs. */
    private static final int MOST_SLICES = 1 << 16;
    /** The last state of an id that was accepted. Others: the sequence of what is open, or 0. */
    private static final long ACCEPTED = -1;

    private final AccountJournal journal;
    private final RefusedUsage wanted;
    private final TopicExtent part;
    private final int mostOfPartition;

    /** The receiver of what is open in a slice; it may give its ids states of its own. */
    interface Visitor {
        /** One open request; from one thread at a time of each partition. */
        void open(WrittenEntry refusal, RefusedIds ids);

        /** The slice's end: all that is open in it was visited. */
        void endOfSlice(Map<Integer, RefusedIds> ids);
    }

    /** Looks at the journal as it stands now. */
    public OpenRefusals(AccountJournal journal, RefusedUsage wanted) {
        this(journal, wanted, MOST_IDS);
    }

    OpenRefusals(AccountJournal journal, RefusedUsage wanted, int mostIds) {
        this.journal = journal;
        this.wanted = wanted;
        // What has a time of T or later was received then or later, and accepted later still.
        part = journal.extent(wanted.since());
        mostOfPartition = Math.max(1, mostIds / part.partitions());
    }

    /** The part of the journal that it looks at. */
    TopicExtent part() {
        return part;
    }

    /** Hands on each open request, by its latest refusal; from several threads, one at a time. */
    public void forEach(Consumer<WrittenEntry> open) {
        visit(new Visitor() {
            @Override public void open(WrittenEntry refusal, RefusedIds ids) {
                open.accept(refusal);
            }

            @Override public void endOfSlice(Map<Integer, RefusedIds> ids) {}
        });
    }

    void visit(Visitor visitor) {
        int slices = 1;
        int slice = 0;
        while (slice < slices) {
            Slice one = new Slice(slice, slices);
            long times = one.read();
            if (times > 1) {
                // What is done stays done: slice i of n is slices i·t to i·t + t - 1 of n·t.
                slice = Math.multiplyExact(slice, (int) times);
                slices = Math.multiplyExact(slices, (int) times);
                if (slices > MOST_SLICES) {
                    throw new IllegalStateException("refused ids cannot be told apart");
                }
                continue;
            }
            one.visit(visitor);
            visitor.endOfSlice(one.ids);
            slice++;
        }
    }

    /** The ids whose hash lies in one of so many equal parts of all hashes. */
    private final class Slice {
        private final long slice;
        private final long slices;
        private final Map<Integer, RefusedIds> ids = new TreeMap<>();
        private final Map<Integer, long[]> unheld = new TreeMap<>();

        Slice(int slice, int slices) {
            this.slice = slice;
            this.slices = slices;
            part.from().keySet().forEach(p -> {
                ids.put(p, new RefusedIds(mostOfPartition));
                unheld.put(p, new long[1]);
            });
        }

        /** Learns how each id stands; returns by how much the slice is too large, a power of 2. */
        long read() {
            journal.read(part, p -> {
                RefusedIds own = ids.get(p);
                long[] tooMany = unheld.get(p);
                return entry -> {
                    if (holds(entry.cause().event().eventId())) {
                        tooMany[0] += note(entry, own) ? 0 : 1;
                    }
                };
            });
            long most = unheld.values().stream().mapToLong(n -> n[0]).max().orElse(0);
            return most == 0 ? 1 : 2 * Long.highestOneBit(
                    Math.min(1 + most / mostOfPartition, MOST_SLICES));
        }

        private boolean holds(EventId id) {
            return (RefusedIds.mixed(id.low()) >>> 32) * slices >>> 32 == slice;
        }

        private boolean note(WrittenEntry entry, RefusedIds own) {
            EventId id = entry.cause().event().eventId();
            boolean isOpen = isWanted(entry);
            if (!isOpen && saysNothing(entry)) {
                return true;
            }
            long state = own.state(id, entry.accountId());
            if (state == ACCEPTED || state == RefusedIds.ABSENT && !isOpen) {
                return true;
            }
            return own.set(id, entry.accountId(),
                    isOpen ? entry.sequence() : entry.isRefused() ? 0 : ACCEPTED);
        }

        void visit(Visitor visitor) {
            if (ids.values().stream().allMatch(own -> own.size() == 0)) {
                return;
            }
            journal.read(part, p -> {
                RefusedIds own = ids.get(p);
                return entry -> {
                    if (isWanted(entry) && own.state(entry.cause().event().eventId(),
                            entry.accountId()) == entry.sequence()) {
                        synchronized (OpenRefusals.this) {
                            visitor.open(entry, own);
                        }
                    }
                };
            });
        }
    }

    private boolean isWanted(WrittenEntry entry) {
        return entry.isRefused() && entry.usage() != null
                && wanted.reasons().contains(entry.reason())
                && (wanted.since() == null || entry.cause().time() >= wanted.since());
    }

    /** A delivery out of its time tells nothing of what the request waits for, nor a change. */
    private static boolean saysNothing(WrittenEntry entry) {
        return entry.isRefused() && (entry.usage() == null || entry.reason() == Reason.TOO_OLD
                || entry.reason() == Reason.IN_THE_FUTURE);
    }
}
