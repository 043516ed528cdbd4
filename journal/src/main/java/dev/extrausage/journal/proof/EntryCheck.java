package dev.extrausage.journal.proof;

import dev.extrausage.core.Input;
import dev.extrausage.journal.redecide.Balances;
import dev.extrausage.journal.redecide.Difference;
import dev.extrausage.journal.redecide.Differences;
import dev.extrausage.journal.redecide.FoundEntry;
import dev.extrausage.journal.redecide.Redecision;
import dev.extrausage.journal.redecide.Tip;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import java.util.List;

/** Checks one entry against the one before it: link, content and balance, each by itself. */
final class EntryCheck {
    private static final List<String> HASHES = List.of("previous_hash", "hash");
    private static final String UNSURE =
            "what is wrong before it leaves the account's state unknown";

    /** How much of an entry is checked; the link always is. */
    enum Depth {
        /** Links only. */
        LINKS,
        /** Also decided, so that the state is known, without looking at the answer. */
        STATES,
        /** Everything. */
        ALL
    }

    /** Sees every entry that found its place in a trail. */
    @FunctionalInterface
    interface Follower {
        /**
         * {@code tip}: the entry as the latest; {@code input}: its cause, null if not looked at.
         */
        void followed(Trail trail, Tip tip, FoundEntry found, Input input);
    }

    /**
     * @param tip the entry as the latest
     * @param unproved why it was not decided again; null if it was
     */
    record Step(Tip tip, String unproved) {}

    private final Place place;
    private final Redecision redecision;
    private final Follower follower;
    private final HashChain chain = new HashChain();
    private Depth depth = Depth.ALL;

    EntryCheck(Place place, Redecision redecision, Follower follower) {
        this.place = place;
        this.redecision = redecision;
        this.follower = follower;
    }

    /** How much is checked from the next entry on. */
    void to(Depth wanted) {
        depth = wanted;
    }

    boolean isSealed(FoundEntry found) {
        return found.carries(found.ownHash(chain));
    }

    /** Whether the bytes follow the tip's, whatever can be read of them. */
    boolean isLinkedRaw(Tip tip, FoundEntry found) {
        return found.carries(chain.hashOf(tip.hash(), found.bytes));
    }

    /** Checks {@code found} as the entry after {@code tip}. */
    Step next(Trail trail, Tip tip, FoundEntry found) {
        byte[] own = found.ownHash(chain);
        boolean sealed = found.carries(own);
        boolean linked = linkage(trail, tip, found, sealed);
        Redecision.Answer answer = null;
        if (depth != Depth.LINKS && found.isReadable()) {
            answer = depth == Depth.STATES ? redecision.fold(tip, found)
                    : redecision.compare(tip, found, sealed, chain);
        }
        boolean differs = depth == Depth.ALL && content(trail, tip, found, sealed, answer);
        Tip next = tip(tip, found, sealed ? null : own, !linked || differs, answer);
        if (depth == Depth.ALL && found.isReadable() && tip.balances() != null) {
            String fault = tip.balances().faultOf(found.entry);
            if (fault != null) {
                place.report(Verdict.UNBALANCED, found.offset, trail.accountId, next.sequence(),
                        "entry " + next.sequence() + ": " + fault);
            }
        }
        follower.followed(trail, next, found, answer == null ? null : answer.input());
        return new Step(next, depth == Depth.ALL ? unproved(tip, found, sealed, answer) : null);
    }

    private boolean linkage(Trail trail, Tip tip, FoundEntry found, boolean sealed) {
        long expected = tip.sequence() + 1;
        boolean named = trail.isNamedBy(found);
        if (named && sealed) {
            return numbered(trail, expected, found);
        }
        if (!found.isReadable() && isLinkedRaw(tip, found)) {
            return true; // Another schema may have the hash before it elsewhere.
        }
        String text;
        if (named) {
            text = "the hash it carries is not the hash of its bytes";
        } else if (sealed) {
            text = tip.sequence() == 0 ? "the hash it names as the one before it is not zeros"
                    : "the hash it names as the one before it is not that of entry "
                            + tip.sequence() + " at offset " + tip.offset();
        } else {
            text = found.wouldFollow(tip.hash(), chain)
                    ? "the hash it names as the one before it was changed"
                    : "neither the hash it carries nor the one it names is right";
        }
        place.report(Verdict.LINKAGE_BROKEN, found.offset, trail.accountId, expected,
                "entry " + expected + ": " + text);
        return false;
    }

    /** Whether an entry that is linked has the number it must. */
    private boolean numbered(Trail trail, long expected, FoundEntry found) {
        if (!found.isReadable() || found.sequence() == expected) {
            return true;
        }
        if (found.sequence() > expected) {
            trail.missing(expected, found.sequence() - 1, found);
        } else {
            place.report(Verdict.DOUBLED, found.offset, trail.accountId, found.sequence(),
                    "an entry " + found.sequence() + " was there before");
        }
        return false;
    }

    /** Whether the content differs from what is known to be right. */
    private boolean content(
            Trail trail, Tip tip, FoundEntry found, boolean sealed, Redecision.Answer answer) {
        long sequence = tip.sequence() + 1;
        if (!found.isReadable()) {
            if (sealed) {
                return false; // Under a schema that is not ours (J5).
            }
            place.report(Verdict.CONTENT_DIFFERS, found.offset, trail.accountId, sequence,
                    "entry " + sequence + " cannot be read: " + found.unreadable);
            return true;
        }
        if (answer.input() == null) {
            place.report(Verdict.CONTENT_DIFFERS, found.offset, trail.accountId, sequence,
                    "entry " + sequence + " answers an input that is out of its bounds");
            return true;
        }
        boolean judged = answer.why() == null && !answer.equal()
                && (tip.sure() || answer.vouched());
        if (judged) {
            List<Difference> differences =
                    Differences.between(answer.expected(), found.entry, HASHES);
            place.report(Verdict.CONTENT_DIFFERS, found.offset, trail.accountId, sequence,
                    "entry " + sequence + " is not what the ledger decides from its cause",
                    differences);
        }
        return judged;
    }

    private static String unproved(
            Tip tip, FoundEntry found, boolean sealed, Redecision.Answer answer) {
        if (!found.isReadable()) {
            return sealed ? "it cannot be read: " + found.unreadable : null;
        }
        if (answer.why() != null) {
            return answer.why();
        }
        boolean unsure = answer.input() != null && !answer.equal() && !tip.sure()
                && !answer.vouched();
        return unsure ? UNSURE : null;
    }

    private Tip tip(Tip tip, FoundEntry found, byte[] otherHash, boolean bad,
            Redecision.Answer answer) {
        boolean decided = answer != null && answer.decision() != null;
        // Once lost, the state is not known again: an equal entry may not show what is different.
        boolean known = decided && tip.sure() && (answer.vouched() || answer.equal());
        BalanceChange entry = found.entry;
        long sequence = entry == null || otherHash != null ? tip.sequence() + 1
                : Math.max(tip.sequence(), entry.getSequence());
        Tip next = new Tip(sequence, found.offset, found.hash, otherHash,
                bad, decided ? answer.decision().account() : tip.account(), known,
                known ? Balances.of(answer.decision().account())
                        : entry == null ? null : Balances.in(entry),
                isUsage(entry) ? (Long) entry.getSource().getOffset() : tip.usageOffset(),
                entry == null ? tip.catalogVersion() : entry.getCatalogVersion());
        return depth == Depth.LINKS || next.account().sequence() == sequence
                ? next : renumbered(next, sequence);
    }

    private static Tip renumbered(Tip tip, long sequence) {
        Tip moved = tip.beyondGap(sequence, tip.hash());
        return new Tip(sequence, tip.offset(), tip.hash(), tip.otherHash(), tip.bad(),
                moved.account(), false, tip.balances(), tip.usageOffset(), tip.catalogVersion());
    }

    private static boolean isUsage(BalanceChange entry) {
        return entry != null
                && Topics.USAGE_EVENTS.topicName().equals(entry.getSource().getTopic());
    }
}
