package dev.extrausage.journal.redecide;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;

/**
 * A posting applied: the customer's own pool it touches, the allowance or the grant it names,
 * before and after it. Both are 0 where it touches neither.
 *
 * @param posting as written
 * @param kind the grant's; null where no grant is touched, or the journal does not tell
 * @param beforeNanos nano-USD
 * @param afterNanos nano-USD
 */
public record Moved(Posting posting, GrantKind kind, long beforeNanos, long afterNanos) {
    /** True if it goes between these two. */
    public boolean is(Pool from, Pool to) {
        return posting.from() == from && posting.to() == to;
    }

    /** The amount, nano-USD. */
    public long nanos() {
        return posting.amountNanos();
    }
}
