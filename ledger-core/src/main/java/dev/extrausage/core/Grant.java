package dev.extrausage.core;

import java.util.Comparator;
import java.util.List;

/**
 * One lot of extra-usage credit. It is <em>live</em> while something is left of it, and remembered
 * for 35 days after it was granted even when nothing is left (D2a, P3).
 *
 * @param grantId its name within the account
 * @param kind its origin
 * @param amountNanos the amount granted
 * @param leftNanos the part not drawn, expired or refunded yet
 * @param grantedAt the clock when it was granted, in milliseconds since 1970
 * @param expiresAt the instant its rest is lost, in milliseconds since 1970; null: never
 * @param expiryWarned whether the notice of its expiry was given (section 9)
 * @param refundIds the refunds taken from it (P5)
 * @param reversedUsage the usage given back into it (P9)
 * @param chargedBack whether its payment was taken back since it was granted (P9)
 */
public record Grant(
        String grantId, GrantKind kind, long amountNanos, long leftNanos, long grantedAt,
        Long expiresAt, boolean expiryWarned, List<String> refundIds, List<EventId> reversedUsage,
        boolean chargedBack) {
    /** The name of the starter credit's grant (P4). */
    public static final String STARTER_ID = "starter";

    /**
     * The order of drawing (U4): free before bought grants; the soonest to expire, none last; the
     * oldest; by name.
     */
    static final Comparator<Grant> DRAWING_ORDER = Comparator
            .comparing((Grant g) -> g.kind.isBought())
            .thenComparingLong(g -> g.expiresAt == null ? Long.MAX_VALUE : g.expiresAt)
            .thenComparingLong(Grant::grantedAt)
            .thenComparing(Grant::grantId);

    /** Copies the lists. */
    public Grant {
        refundIds = IdList.copyOf(refundIds);
        reversedUsage = IdList.copyOf(reversedUsage);
    }

    static Grant fresh(String id, GrantKind kind, long amount, long grantedAt, Long expiresAt) {
        return new Grant(id, kind, amount, amount, grantedAt, expiresAt, false, List.of(),
                List.of(), false);
    }

    /** Tells whether something is left of it. */
    public boolean isLive() {
        return leftNanos > 0;
    }

    boolean isExpiredAt(long clock) {
        return expiresAt != null && expiresAt <= clock;
    }

    Grant less(long nanos) {
        return new Grant(grantId, kind, amountNanos, leftNanos - nanos, grantedAt, expiresAt,
                expiryWarned, refundIds, reversedUsage, chargedBack);
    }

    Grant warned() {
        return new Grant(grantId, kind, amountNanos, leftNanos, grantedAt, expiresAt, true,
                refundIds, reversedUsage, chargedBack);
    }

    Grant refunded(String refundId, long nanos) {
        return new Grant(grantId, kind, amountNanos, leftNanos - nanos, grantedAt, expiresAt,
                expiryWarned, IdList.copyOf(refundIds).and(refundId), reversedUsage,
                chargedBack);
    }

    /** Takes usage back into it (P9). */
    Grant refilled(EventId usage, long nanos) {
        return new Grant(grantId, kind, amountNanos, leftNanos + nanos, grantedAt, expiresAt,
                expiryWarned, refundIds, IdList.copyOf(reversedUsage).and(usage), chargedBack);
    }

    /** Loses what the bank took back of its payment (P9). */
    Grant chargedBack(long nanos) {
        return new Grant(grantId, kind, amountNanos, leftNanos - nanos, grantedAt, expiresAt,
                expiryWarned, refundIds, reversedUsage, true);
    }
}
