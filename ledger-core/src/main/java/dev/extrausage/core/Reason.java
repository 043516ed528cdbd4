package dev.extrausage.core;

/** The reason why an input was refused or uncovered, or a surface is blocked. */
public enum Reason {
    /** The id's time or {@code occurred_at} is over 35 days before {@code received_at} (M5). */
    TOO_OLD,
    /** The id's time or {@code occurred_at} is over 5 minutes after {@code received_at} (M5). */
    IN_THE_FUTURE,
    /** The account was never opened (D1). */
    UNKNOWN_ACCOUNT,
    /** The catalog has no such plan (D1, P1, P2). */
    UNKNOWN_PLAN,
    /** The account is closed (D1). */
    ACCOUNT_CLOSED,
    /** The instant that a reset or a passing of time names is still to come (D1). */
    NOT_YET,
    /** One of the account's sums would no longer fit (M1). */
    OVERFLOW,
    /** The catalog version has no price for the model (U1). */
    UNPRICED_MODEL,
    /** The catalog version does not have the service tier (U1). */
    UNPRICED_TIER,
    /** The catalog version has no price for a unit (U1). */
    UNPRICED_UNIT,
    /** The plan has no extra usage (U3). */
    NO_EXTRA_USAGE_ACCESS,
    /** Extra usage is switched off (U3). */
    EXTRA_USAGE_OFF,
    /** The monthly spend limit leaves no room (U3). */
    SPEND_LIMIT_REACHED,
    /** No credit is left (U3). */
    OUT_OF_EXTRA_USAGE,
    /** The {@code grant_id} names a grant of another kind or amount (P3). */
    GRANT_ID_TAKEN,
    /** The grant would expire before it begins (P3). */
    ALREADY_EXPIRED,
    /** The plan offers no starter credit (P4). */
    NO_STARTER_CREDIT,
    /** No starter credit was offered (P4). */
    NOT_OFFERED,
    /** The account remembers no such grant (P5, P9). */
    UNKNOWN_GRANT,
    /** Nobody paid for the grant (P5, P9). */
    NOT_REFUNDABLE,
    /** Less is left of the grant than is to be refunded (P5). */
    REFUND_EXCEEDS_REMAINING,
    /** An auto-reload amount outside the catalog's top-up bounds, or not in whole cents (P6). */
    AMOUNT_OUT_OF_BOUNDS,
    /** An auto-reload amount under its threshold: one crossing would charge many times (P6). */
    AMOUNT_BELOW_THRESHOLD,
    /** An auto-reload amount over its monthly cap: it could never charge (P6). */
    AMOUNT_OVER_CAP,
    /** An auto-reload amount over the plan's greatest balance (P6). */
    AMOUNT_OVER_MAX_BALANCE,
    /** The anchor is more than 5 minutes after the clock (P1, P2). */
    ANCHOR_IN_THE_FUTURE,
    /** Less than a cent is left of the grant, and the order names no amount (P5). */
    NOTHING_TO_REFUND,
    /** The grant was bought: it is refunded, not voided (P9). */
    NOT_VOIDABLE
}
