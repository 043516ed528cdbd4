package dev.extrausage.core;

/** A place that money leaves or enters (SPEC section 5). */
public enum Pool {
    /** The rest of the plan's allowance for the current cycle; never below zero. */
    ALLOWANCE,
    /** The sum left in the account's grants; never below zero. */
    EXTRA_USAGE,
    /** The plan, which gives allowances. */
    PLAN,
    /** Payments, which buy credit. */
    PAYMENTS,
    /** The vendor's own pocket, which gives starter and goodwill credit. */
    PROMOTIONS,
    /** The cost of all usage not refused, less the part given back (P9). */
    USAGE,
    /** Cost, or a chargeback, that no pool could pay; never a debt. */
    UNCOVERED,
    /** Allowance that a cycle's end took. */
    LAPSED,
    /** Credit that its expiry took. */
    EXPIRED,
    /** Credit paid back. */
    REFUNDS,
    /** Money that the bank took back (P9). */
    CHARGEBACKS
}
