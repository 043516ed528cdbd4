package dev.extrausage.core;

/** The subject of a notice, in the order an entry lists them (SPEC section 9). */
public enum NoticeKind {
    /** 75 % of the cycle's allowance is used. */
    ALLOWANCE_75,
    /** 90 % of the cycle's allowance is used. */
    ALLOWANCE_90,
    /** All of the cycle's allowance is used. */
    ALLOWANCE_100,
    /** 75 % of the spend limit is spent. */
    SPEND_LIMIT_75,
    /** 90 % of the spend limit is spent. */
    SPEND_LIMIT_90,
    /** All of the spend limit is spent. */
    SPEND_LIMIT_100,
    /** Extra usage fell below the customer's threshold. */
    LOW_BALANCE,
    /** Extra usage fell to nothing. */
    OUT_OF_EXTRA_USAGE,
    /** A live grant expires soon. */
    CREDIT_EXPIRING,
    /** A starter credit can be claimed. */
    STARTER_CREDIT_OFFERED,
    /** Bought credit arrived. */
    TOP_UP_ADDED,
    /** A payment was declined. */
    TOP_UP_DECLINED,
    /** Auto-reload stops until it is set again. */
    AUTO_RELOAD_SUSPENDED,
    /** Auto-reload would pass its monthly cap. */
    AUTO_RELOAD_CAP_REACHED,
    /** A paid credit was refused; its payment is looked into and refunded (A4). */
    PAID_CREDIT_REFUSED,
    /** A refund was ordered; the top-up consumer pays it back (A7). */
    REFUND_DUE,
    /** A refund could not be paid back; the credit is there again (P5). */
    REFUND_FAILED,
    /** The bank took a payment back (P9). */
    PAYMENT_REVERSED,
    /** Free credit was taken back (P9). */
    CREDIT_VOIDED,
    /** Usage was given back (P9). */
    USAGE_REVERSED,
    /** A failed refund or a chargeback could not be entered; a person is to look at it (A8). */
    CORRECTION_REFUSED,
    /** A top-up is to be requested. Only on the topic {@code notices}, never in an entry's list. */
    TOP_UP_DUE
}
