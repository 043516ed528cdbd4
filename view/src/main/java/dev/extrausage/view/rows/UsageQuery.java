package dev.extrausage.view.rows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * The question what requests took, in buckets of time and in groups. A request counts when the
 * first of its payment took effect, or at the account's clock when it cost nothing; each payment
 * counts when it took effect (as in every report).
 *
 * @param from inclusive
 * @param to exclusive, after {@code from}
 * @param zone where hours and days are cut
 * @param member only this member's requests; null: all
 */
public record UsageQuery(
        String accountId, Instant from, Instant to, Bucket bucket, ZoneId zone,
        Set<GroupBy> groupBy, String member) {
    /** Copies the set. */
    public UsageQuery {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to is " + to + ": must be after from, " + from);
        }
        groupBy = Set.copyOf(groupBy);
    }

    /** The width of a bucket of time. */
    public enum Bucket {
        /** An hour of the zone. */
        HOUR,
        /** A day of the zone. */
        DAY,
        /** A billing cycle of the account (C1). */
        CYCLE,
        /** All of it. */
        NONE
    }

    /** A property that requests are grouped by. */
    public enum GroupBy {
        /** The app that asked, its ASCII capitals folded. */
        APP,
        /** The model that answered, its ASCII capitals folded. */
        MODEL,
        /** The conversation. */
        SESSION,
        /** The member of a team. */
        MEMBER,
        /** The tier that served it, {@code standard} where it was not told. */
        SERVICE_TIER
    }
}
