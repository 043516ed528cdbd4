package dev.extrausage.journal.redecide;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.ArrayList;
import java.util.Collection;
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
        } else {
            lots.put(id, after);
        }
        return new Moved(p, before.kind, before.leftNanos, after.leftNanos);
    }

    /** Credit comes with the change that names it, or else is the starter credit (P3, P4). */
    private static Lot granted(WrittenEntry entry, String id) {
        boolean named = entry.cause().event() instanceof AccountEvent a
                && a.change() instanceof Change.CreditGranted;
        if (!named) {
            return new Lot(id, GrantKind.STARTER, 0, null);
        }
        Change.CreditGranted c =
                (Change.CreditGranted) ((AccountEvent) entry.cause().event()).change();
        return new Lot(id, c.kind(), 0, c.expiresAt());
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
