package dev.extrausage.core;

/**
 * An amount moved from one pool to another; every entry is balanced by construction.
 *
 * @param from the pool it left
 * @param to the pool it entered
 * @param grantId the grant, where one of the pools is {@code EXTRA_USAGE}; else null
 * @param amountNanos always positive
 * @param effectiveAt the instant it took effect, in milliseconds since 1970 (section 5)
 */
public record Posting(Pool from, Pool to, String grantId, long amountNanos, long effectiveAt) {
    /** Refuses a posting that moves nothing: a bug of the rules. */
    public Posting {
        if (amountNanos <= 0) {
            throw new IllegalStateException(from + " to " + to + " moves " + amountNanos);
        }
    }
}
