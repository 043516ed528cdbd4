package dev.extrausage.journal.proof;

import dev.extrausage.schemas.packed.PackedWriter;
import java.util.TreeMap;

/**
 * One account's entries, put in line by number and hash as they are met.
 *
 * <p>In a good journal each one follows the one before it. Where one does not, the trail finds out
 * the cause with few entries at hand, and reports it once:
 * <ul>
 * <li>What names the hash of the latest entry is the next one, whatever else is wrong with it.
 * <li>An entry whose number is too high waits ({@link #MOST_WAITING} at most) for those before it.
 *     If they come, they were out of order; if not, they are missing, and what waited is believed
 *     about its past, with the state unsure.
 * <li>Of two entries after the same one, that is true which the next entry names.
 * </ul>
 */
final class Trail {
    /** The most entries of an account that wait for one before them; then it counts as missing. */
    static final int MOST_WAITING = 1_000;

    /**
     * The account whose trail it is.
     *
     * @param accountId its id
     * @param index its number in its partition, for what is kept of many entries
     * @param snapshotAt the entry that is compared with the account's snapshot; -1: none
     */
    record Owner(String accountId, int index, long snapshotAt) {}

    /** A listener to every entry that finds its place in a trail. */
    @FunctionalInterface
    interface Listener {
        /** Hears of the owner's next entry. */
        void followed(Owner owner, EntryCheck.Checked entry);
    }

    private final Owner owner;
    private final Place place;
    private final EntryCheck check;
    private final WaitingRoom room;
    private final Listener listener;
    private final PackedWriter packing;
    private Tip tip;
    private Tip prior;
    private FoundEntry stray;
    private TreeMap<Long, FoundEntry> waiting;
    private UnprovedRun unproved;

    /** @param packing a buffer that the trails of a partition share */
    Trail(Owner owner, Place place, EntryCheck check, WaitingRoom room, Listener listener,
            PackedWriter packing) {
        this.owner = owner;
        this.place = place;
        this.check = check;
        this.room = room;
        this.listener = listener;
        this.packing = packing;
        tip = Tip.start(owner.accountId);
    }

    Owner owner() {
        return owner;
    }

    Tip tip() {
        return tip;
    }

    /** Takes the account's next record. */
    void next(FoundEntry found) {
        if (tip.isNamedBy(found)) {
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

    /** Reports what is still open: there are no more entries. */
    void end() {
        giveUpWaiting();
        dismissStray();
        if (unproved != null) {
            unproved.report(place, owner.accountId);
            unproved = null;
        }
    }

    private void follow(FoundEntry found) {
        if (stray != null) {
            dismissStray();
        }
        EntryCheck.Checked checked = check.next(owner.accountId, tip.unpacked(), found);
        listener.followed(owner, checked);
        prior = tip;
        tip = checked.tip().packed(packing);
        if (checked.unproved() != null) {
            unproved = unproved == null ? new UnprovedRun(tip, checked.unproved())
                    : unproved.and(tip);
        }
        if (waiting != null && !waiting.isEmpty() && waiting.firstKey() <= tip.sequence() + 1) {
            lineUp(found);
        }
    }

    /** Takes the waiting entries that come after {@code late}, which lies behind them. */
    private void lineUp(FoundEntry late) {
        FoundEntry first = takeFirst();
        if (late.offset > first.offset) {
            place.report(FindingKind.LINKAGE_BROKEN, first.offset, owner.accountId,
                    first.sequence(),
                    "entry " + first.sequence() + " stands before entry " + late.sequence()
                            + ", which lies at offset " + late.offset + ": they are out of order");
            place.report(FindingKind.LINKAGE_BROKEN, late.offset, owner.accountId, late.sequence(),
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
            check.missing(owner.accountId, tip.sequence() + 1, first.sequence() - 1, first);
            prior = null;
            stray = null;
            tip = tip.beyondGap(first.sequence() - 1, first.previousHash());
            follow(first);
        }
    }

    /** A number that was there before. */
    private void again(FoundEntry found) {
        boolean isTip = found.carries(tip.hash());
        if (isTip || prior != null && found.carries(prior.hash())) {
            doubled(found, isTip ? tip.offset() : prior.offset());
        } else if (prior != null && found.sequence() == tip.sequence() && check.isSealed(found)
                && prior.isNamedBy(found)) {
            secondAfterPrior(found);
        } else if (check.isSealed(found)) {
            doubled(found, -1);
        } else {
            place.report(FindingKind.LINKAGE_BROKEN, found.offset, owner.accountId,
                    found.sequence(),
                    "entry " + found.sequence() + " was there before, and the hash of this one is"
                            + " not that of its bytes");
        }
    }

    private void secondAfterPrior(FoundEntry found) {
        if (tip.link().accused()) {
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
        place.report(FindingKind.LINKAGE_BROKEN, tip.offset(), owner.accountId, tip.sequence(),
                "entry " + tip.sequence() + " is not part of the chain, which goes on from the"
                        + " entry " + tip.sequence() + " at offset " + chosen.offset);
        tip = prior;
        follow(chosen);
    }

    private void dismissStray() {
        if (stray != null) {
            place.report(FindingKind.LINKAGE_BROKEN, stray.offset, owner.accountId,
                    stray.sequence(),
                    "entry " + stray.sequence() + " is not part of the chain, which goes on from"
                            + " the entry " + tip.sequence() + " at offset " + tip.offset());
            stray = null;
        }
    }

    private void doubled(FoundEntry found, long sameAt) {
        place.report(FindingKind.DOUBLED, found.offset, owner.accountId, found.sequence(),
                sameAt < 0 ? "an entry " + found.sequence() + " was there before"
                : "entry " + found.sequence() + " is there again; it was at offset " + sameAt);
    }

    private void unreadable(FoundEntry found) {
        if (check.isLinkedRaw(tip, found)) {
            follow(found);
        } else {
            place.report(FindingKind.LINKAGE_BROKEN, found.offset, owner.accountId, null,
                    "the record follows no entry of the account, and cannot be read: "
                            + found.unreadable());
        }
    }
}
