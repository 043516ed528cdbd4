package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.Input;
import dev.extrausage.journal.redecide.Difference;
import dev.extrausage.journal.redecide.Differences;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import java.util.List;

/** Checks of one entry against the one before it: link, content and balance, each by itself. */
final class EntryCheck {
    private static final List<String> HASHES = List.of("previous_hash", "hash");
    private static final String UNSURE =
            "what is wrong before it leaves the account's state unknown";

    /** The depth of the checks; the link is always checked. */
    enum Depth {
        /** Links only. */
        LINKS,
        /** Also decided, so that the state is known, without looking at the answer. */
        STATES,
        /** Everything. */
        ALL
    }

    /**
     * An entry that has found its place in a trail.
     *
     * @param found as it was read
     * @param content of it; null if it cannot be read
     * @param tip the entry as the trail's latest
     * @param comparison with its cause decided again; null if that was not looked at
     * @param unproved the reason why it was not decided again; null if it was, or if earlier rules
     *     decided it
     */
    record Checked(FoundEntry found, EntryContent content, Tip tip, Comparison comparison,
            String unproved) {
        /** Its cause; null if that was not looked at, or cannot be one. */
        Input input() {
            return comparison == null ? null : comparison.input();
        }
    }

    private final Place place;
    private final EntryComparer comparer;
    private final HashChain chain = new HashChain();
    private Depth depth = Depth.ALL;

    EntryCheck(Place place, EntryComparer comparer) {
        this.place = place;
        this.comparer = comparer;
    }

    /** Sets how much is checked from the next entry on. */
    void to(Depth wanted) {
        depth = wanted;
    }

    boolean isSealed(FoundEntry found) {
        return found.carries(found.ownHash(chain));
    }

    /** True if the bytes follow the tip's, whatever can be read of them. */
    boolean isLinkedRaw(Tip tip, FoundEntry found) {
        return found.carries(chain.hashOf(tip.hash(), found.bytes));
    }

    /** Checks {@code found} as the account's entry after {@code tip}. */
    Checked next(String account, Tip tip, FoundEntry found) {
        byte[] own = found.ownHash(chain);
        boolean sealed = found.carries(own);
        boolean linked = checkLink(account, tip, found, sealed);
        Comparison comparison = compare(tip, found, sealed);
        EntryContent content = comparison instanceof Comparison.Same same
                ? same.content() : found.content();
        boolean differs = depth == Depth.ALL
                && differs(account, tip, found, content, sealed, comparison);
        Tip next = tip(tip, found, content, sealed ? null : own, !linked || differs, comparison);
        if (depth == Depth.ALL && content != null) {
            balance(account, tip, next, found, content);
        }
        return new Checked(found, content, next, comparison,
                depth == Depth.ALL ? unproved(tip, found, content, sealed, comparison) : null);
    }

    private Comparison compare(Tip tip, FoundEntry found, boolean sealed) {
        return switch (depth) {
            case LINKS -> null;
            case STATES -> comparer.fold(tip.state().account(), found);
            case ALL -> comparer.compare(tip.state().account(), found, sealed);
        };
    }

    private void balance(
            String account, Tip tip, Tip next, FoundEntry found, EntryContent content) {
        Balances before = tip.state().balances();
        String fault = before == null ? null : before.faultOf(content);
        if (fault != null) {
            place.report(FindingKind.UNBALANCED, found.offset, account, next.sequence(),
                    "entry " + next.sequence() + ": " + fault);
        }
    }

    /** Reports what is wrong with the entry's place in the chain; true if nothing is. */
    private boolean checkLink(String account, Tip tip, FoundEntry found, boolean sealed) {
        long expected = tip.sequence() + 1;
        boolean named = tip.isNamedBy(found);
        if (named && sealed) {
            return checkNumber(account, expected, found);
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
        place.report(FindingKind.LINKAGE_BROKEN, found.offset, account, expected,
                "entry " + expected + ": " + text);
        return false;
    }

    /** Reports a number that does not follow; true if it does. */
    private boolean checkNumber(String account, long expected, FoundEntry found) {
        if (found.mayBeNumbered(expected)) {
            return true;
        }
        if (found.sequence() > expected) {
            missing(account, expected, found.sequence() - 1, found);
        } else {
            place.report(FindingKind.DOUBLED, found.offset, account, found.sequence(),
                    "an entry " + found.sequence() + " was there before");
        }
        return false;
    }

    /** Reports the account's entries {@code from} to {@code to}, inclusive, as missing. */
    void missing(String account, long from, long to, FoundEntry before) {
        String which = from == to
                ? "entry " + from + " is" : "entries " + from + " to " + to + " are";
        place.report(FindingKind.MISSING, before.offset, account, from,
                which + " not there; at this offset is entry " + before.sequence());
    }

    /** True if the content differs from what is known to be right. */
    private boolean differs(String account, Tip tip, FoundEntry found, EntryContent content,
            boolean sealed, Comparison comparison) {
        long sequence = tip.sequence() + 1;
        if (content == null) {
            if (sealed) {
                return false; // Under a schema that is not ours (J5).
            }
            place.report(FindingKind.CONTENT_DIFFERS, found.offset, account, sequence,
                    "entry " + sequence + " cannot be read: " + found.unreadable());
            return true;
        }
        if (comparison instanceof Comparison.OutOfBounds) {
            place.report(FindingKind.CONTENT_DIFFERS, found.offset, account, sequence,
                    "entry " + sequence + " answers an input that is out of its bounds");
            return true;
        }
        if (sealed && content.rulesVersion() < tip.rulesVersion()) {
            place.report(FindingKind.CONTENT_DIFFERS, found.offset, account, sequence, "entry "
                    + sequence + " names rules version " + content.rulesVersion()
                    + " after version " + tip.rulesVersion() + ": no ledger goes back");
            return true;
        }
        BalanceChange expected = null;
        if (comparison instanceof Comparison.Altered altered) {
            expected = altered.expected();
        } else if (comparison instanceof Comparison.Differs other && tip.state().isKnown()) {
            expected = other.expected();
        }
        if (expected == null) {
            return false;
        }
        List<Difference> differences = Differences.between(expected, found.entry(), HASHES);
        place.report(FindingKind.CONTENT_DIFFERS, found.offset, account, sequence,
                "entry " + sequence + " is not what the ledger decides from its cause",
                differences);
        return true;
    }

    private static String unproved(Tip tip, FoundEntry found, EntryContent content,
            boolean sealed, Comparison comparison) {
        if (content == null) {
            return sealed ? "it cannot be read: " + found.unreadable() : null;
        }
        if (comparison instanceof Comparison.Undecided undecided) {
            return undecided.why();
        }
        if (comparison instanceof Comparison.OtherForm other) {
            return other.why();
        }
        return comparison instanceof Comparison.Differs && !tip.state().isKnown()
                ? UNSURE : null;
    }

    private Tip tip(Tip tip, FoundEntry found, EntryContent content, byte[] otherHash,
            boolean accused, Comparison comparison) {
        long sequence = content == null || otherHash != null ? tip.sequence() + 1
                : Math.max(tip.sequence(), content.sequence());
        AccountState state = state(tip, content, comparison);
        boolean isNumbered =
                depth == Depth.LINKS || state.account().sequence() == sequence;
        return new Tip(new Tip.Link(sequence, found.offset, found.hash, otherHash, accused),
                isNumbered ? state : state.assumedAt(sequence),
                isUsage(content) ? (Long) content.sourceOffset() : tip.usageOffset(),
                content == null ? tip.catalogVersion() : content.catalogVersion(),
                content == null || otherHash != null
                        ? tip.rulesVersion() : content.rulesVersion());
    }

    private static AccountState state(Tip tip, EntryContent content, Comparison comparison) {
        boolean decided = comparison != null && comparison.decision() != null;
        if (decided && comparison.isAsDecided() && tip.state().isKnown()) {
            return new AccountState.Known(comparison.decision().account());
        }
        Account assumed = decided ? comparison.decision().account() : tip.state().account();
        return content == null ? new AccountState.Unknown(assumed)
                : new AccountState.Stated(assumed, content.balances());
    }

    private static boolean isUsage(EntryContent content) {
        return content != null && Topics.USAGE_EVENTS.topicName().equals(content.sourceTopic());
    }
}
