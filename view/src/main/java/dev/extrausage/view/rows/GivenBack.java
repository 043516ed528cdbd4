package dev.extrausage.view.rows;

/**
 * Usage that was given back (P9), nano-USD; it belongs to no app, and no row of usage is less for
 * it. Below 0 where more was voided again than given back.
 *
 * @param toAllowanceNanos what had been the allowance's, also where it lapsed at once
 * @param toExtraUsageNanos what had been extra usage's
 */
public record GivenBack(long toAllowanceNanos, long toExtraUsageNanos) { }
