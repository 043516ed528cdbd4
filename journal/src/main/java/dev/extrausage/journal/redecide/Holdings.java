package dev.extrausage.journal.redecide;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A customer's holdings, added up from postings alone: the allowance, and each live grant. They
 * know no rule, so they are a second opinion on the balances that entries state. Sums wrap if a
 * forged journal wants them to; {@link ArithmeticCheck} finds that.
 */
public final class Holdings {
    private long allowance;
    private long extraUsage;
    private final Map<String, Lot> lots = new TreeMap<>();
    private final Map<String, Emptied> emptied = new HashMap<>();

    /** A lot of which nothing is left, and the time when the last was taken. */
    private record Emptied(Lot lot, long at) {}

    /**
     * A live grant.
     *
     * @param grantId its name
     * @param kind how it came to be; null when no entry tells
     * @param leftNanos the rest of it, nano-USD
     * @param expiresAt the time that rest is lost, ms since 1970; null: never, or not told
     *     (starter credit)
     */
    public record Lot(String grantId, GrantKind kind, long leftNanos, Long expiresAt) {
        private Lot with(long left) {
            return new Lot(grantId, kind, left, expiresAt);
        }
    }

    /** The same holdings, which go their own way from here on. */
    Holdings copy() {
        Holdings copy = new Holdings();
        copy.allowance = allowance;
        copy.extraUsage = extraUsage;
        copy.lots.putAll(lots);
        copy.emptied.putAll(emptied);
        return copy;
    }

    /** The number of lots that it remembers. */
    int size() {
        return lots.size() + emptied.size();
    }

    /** Applies all of an entry's postings, in their order. */
    public List<Moved> apply(WrittenEntry entry) {
        List<Moved> moved = new ArrayList<>(entry.postings().size());
        for (Posting posting : entry.postings()) {
            moved.add(apply(entry, posting));
        }
        return moved;
    }

    /** Applies one of an entry's postings. */
    public Moved apply(WrittenEntry entry, Posting p) {
        if (p.from() == Pool.ALLOWANCE || p.to() == Pool.ALLOWANCE) {
            long before = allowance;
            allowance += p.to() == Pool.ALLOWANCE ? p.amountNanos() : -p.amountNanos();
            return new Moved(p, null, before, allowance);
        }
        if (p.from() == Pool.EXTRA_USAGE || p.to() == Pool.EXTRA_USAGE) {
            return applyToGrant(entry, p);
        }
        return new Moved(p, null, 0, 0);
    }

    private Moved applyToGrant(WrittenEntry entry, Posting p) {
        boolean in = p.to() == Pool.EXTRA_USAGE;
        String id = p.grantId() == null ? "" : p.grantId();
        Lot before = lots.get(id);
        if (before == null) {
            before = in ? granted(entry, id) : new Lot(id, null, 0, null);
        }
        long change = in ? p.amountNanos() : -p.amountNanos();
        extraUsage += change;
        Lot after = before.with(before.leftNanos + change);
        if (after.leftNanos == 0) {
            lots.remove(id);
            empty(after, p.effectiveAt());
        } else {
            lots.put(id, after);
        }
        return new Moved(p, before.kind, before.leftNanos, after.leftNanos);
    }

    /** Credit comes with the change that names it, or else is the starter credit (P3, P4, P9). */
    private Lot granted(WrittenEntry entry, String id) {
        Change change = entry.cause().event() instanceof AccountEvent a ? a.change() : null;
        if (change instanceof Change.CreditGranted c) {
            return new Lot(id, c.kind(), 0, c.expiresAt());
        }
        if (change instanceof Change.RefundFailed) {
            return new Lot(id, GrantKind.PURCHASE, 0, null);
        }
        if (change instanceof Change.UsageReversed c) {
            return refilled(c, id);
        }
        return new Lot(id, GrantKind.STARTER, 0, null);
    }

    /** Usage comes back into the grant that paid for it, or as a lot of its own (P9). */
    private Lot refilled(Change.UsageReversed c, String id) {
        Emptied before = emptied.remove(id);
        if (before != null) {
            return before.lot;
        }
        boolean ownLot = !id.equals(c.grantId());
        return new Lot(id, ownLot ? GrantKind.REVERSAL : null, 0, null);
    }

    /** Remembers an emptied lot for as long as the ledger does: usage may come back to it. */
    private void empty(Lot lot, long at) {
        emptied.values().removeIf(e -> e.at < at - InputAge.WINDOW_MILLIS);
        emptied.put(lot.grantId, new Emptied(lot, at));
    }

    /** The rest of the allowance, nano-USD. */
    public long allowanceNanos() {
        return allowance;
    }

    /** The rest of all grants together, nano-USD. */
    public long extraUsageNanos() {
        return extraUsage;
    }

    /** Every grant with something left, by name. */
    public Collection<Lot> lots() {
        return List.copyOf(lots.values());
    }
}
