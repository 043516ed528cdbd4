package dev.extrausage.journal.proof;

import dev.extrausage.journal.redecide.FoundEntry;
import dev.extrausage.journal.redecide.Tip;
import java.util.TreeMap;

/**
 * One account's entries, put in line by number and hash as they are met.
 *
 * <p>In a good journal each one follows the one before it. Where one does not, the trail finds out
 * what was done with few entries at hand, and says it once:
 * <ul>
 * <li>What names the hash of the latest entry is the next one, whatever else is wrong with it.
 * <li>An entry whose number is too high waits ({@link #MOST_WAITING} at most) for those before it.
 *     If they come, they were out of order; if not, they are missing, and what waited is believed
 *     about its past, with the state unsure.
 * <li>Of two entries after the same one, that is true which the next entry names.
 * </ul>
 */
final class Trail {
    /** How many entries of an account wait for one before them; with more, it counts as missing. */
    static final int MOST_WAITING = 1_000;

    final String accountId;
    /** The account's number in its partition, for what is kept of many entries. */
    final int index;
    /** The entry that is compared with the account's snapshot; -1: none. */
    final long snapshotAt;
    private final Place place;
    private final EntryCheck check;
    private final WaitingRoom room;
    private Tip tip;
    private Tip prior;
    private FoundEntry stray;
    private TreeMap<Long, FoundEntry> waiting;
    private Unproved unproved;

    Trail(String accountId, int index, long snapshotAt, Place place, EntryCheck check,
            WaitingRoom room) {
        this.snapshotAt = snapshotAt;
        this.room = room;
        this.accountId = accountId;
        this.index = index;
        this.place = place;
        this.check = check;
        tip = Tip.start(accountId);
    }

    Tip tip() {
        return tip;
    }

    /** Whether the entry names the latest one as the one before it. */
    boolean isNamedBy(FoundEntry found) {
        return found.names(tip.hash()) || found.names(tip.otherHash());
    }

    void next(FoundEntry found) {
        if (isNamedBy(found)) {
            follow(found);
        } else if (stray != null && found.names(stray.hash)) {
            goOnFromStray();
            follow(found);
        } else if (!found.isReadable()) {
            unreadable(found);
        } else if (found.sequence() == tip.sequence() + 1) {
            follow(found);
        } else if (found.sequence() > tip.sequence() + 1) {
            await(found);
        } else {
            again(found);
        }
    }

    /** There are no more entries: says what is still open. */
    void end() {
        giveUpWaiting();
        dismissStray();
        if (unproved != null) {
            unproved.report(place, accountId);
            unproved = null;
        }
    }

    private void follow(FoundEntry found) {
        if (stray != null) {
            dismissStray();
        }
        EntryCheck.Step step = check.next(this, tip, found);
        prior = tip;
        tip = step.tip();
        if (step.unproved() != null) {
            unproved = unproved == null ? new Unproved(tip, step.unproved()) : unproved.and(tip);
        }
        if (waiting != null && !waiting.isEmpty() && waiting.firstKey() <= tip.sequence() + 1) {
            lineUp(found);
        }
    }

    /** What waited comes after {@code late}, which lies behind it. */
    private void lineUp(FoundEntry late) {
        FoundEntry first = takeFirst();
        if (late.offset > first.offset) {
            place.report(Verdict.LINKAGE_BROKEN, first.offset, accountId, first.sequence(),
                    "entry " + first.sequence() + " stands before entry " + late.sequence()
                            + ", which lies at offset " + late.offset + ": they are out of order");
            place.report(Verdict.LINKAGE_BROKEN, late.offset, accountId, late.sequence(),
                    "entry " + late.sequence() + " stands after entry " + first.sequence()
                            + ", which lies at offset " + first.offset
                            + ": they are out of order");
        }
        next(first);
        while (waiting != null && !waiting.isEmpty()
                && waiting.firstKey() <= tip.sequence() + 1) {
            next(takeFirst());
        }
    }

    private FoundEntry takeFirst() {
        room.left();
        return waiting.pollFirstEntry().getValue();
    }

    private void await(FoundEntry found) {
        if (waiting == null) {
            waiting = new TreeMap<>();
        }
        FoundEntry same = waiting.putIfAbsent(found.sequence(), found);
        if (same != null) {
            doubled(found, same.carries(found.hash) ? same.offset : -1);
            return;
        }
        room.entered();
        if (waiting.size() > MOST_WAITING || room.isFull()) {
            giveUpWaiting();
        }
    }

    private void giveUpWaiting() {
        while (waiting != null && !waiting.isEmpty()) {
            FoundEntry first = takeFirst();
            missing(tip.sequence() + 1, first.sequence() - 1, first);
            prior = null;
            stray = null;
            tip = tip.beyondGap(first.sequence() - 1, first.previousHash());
            follow(first);
        }
    }

    void missing(long from, long to, FoundEntry before) {
        String which = from == to
                ? "entry " + from + " is" : "entries " + from + " to " + to + " are";
        place.report(Verdict.MISSING, before.offset, accountId, from,
                which + " not there; at this offset is entry " + before.sequence());
    }

    /** A number that was there before. */
    private void again(FoundEntry found) {
        boolean isTip = found.carries(tip.hash());
        if (isTip || prior != null && found.carries(prior.hash())) {
            doubled(found, isTip ? tip.offset() : prior.offset());
        } else if (prior != null && found.sequence() == tip.sequence() && check.isSealed(found)
                && (found.names(prior.hash()) || found.names(prior.otherHash()))) {
            secondAfterPrior(found);
        } else if (check.isSealed(found)) {
            doubled(found, -1);
        } else {
            place.report(Verdict.LINKAGE_BROKEN, found.offset, accountId, found.sequence(),
                    "entry " + found.sequence() + " was there before, and the hash of this one is"
                            + " not that of its bytes");
        }
    }

    private void secondAfterPrior(FoundEntry found) {
        if (tip.bad()) {
            // What was wrong with the other was said; this one goes on from the same past.
            tip = prior;
            follow(found);
        } else if (stray == null) {
            stray = found;
        } else {
            doubled(found, -1);
        }
    }

    private void goOnFromStray() {
        FoundEntry chosen = stray;
        stray = null;
        place.report(Verdict.LINKAGE_BROKEN, tip.offset(), accountId, tip.sequence(),
                "entry " + tip.sequence() + " is not part of the chain, which goes on from the"
                        + " entry " + tip.sequence() + " at offset " + chosen.offset);
        tip = prior;
        follow(chosen);
    }

    private void dismissStray() {
        if (stray != null) {
            place.report(Verdict.LINKAGE_BROKEN, stray.offset, accountId, stray.sequence(),
                    "entry " + stray.sequence() + " is not part of the chain, which goes on from"
                            + " the entry " + tip.sequence() + " at offset " + tip.offset());
            stray = null;
        }
    }

    private void doubled(FoundEntry found, long sameAt) {
        place.report(Verdict.DOUBLED, found.offset, accountId, found.sequence(), sameAt < 0
                ? "an entry " + found.sequence() + " was there before"
                : "entry " + found.sequence() + " is there again; it was at offset " + sameAt);
    }

    private void unreadable(FoundEntry found) {
        if (check.isLinkedRaw(tip, found)) {
            follow(found);
        } else {
            place.report(Verdict.LINKAGE_BROKEN, found.offset, accountId, null,
                    "the record follows no entry of the account, and cannot be read: "
                            + found.unreadable);
        }
    }
}
