package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.Reason;
import dev.extrausage.journal.reports.Sum;

/**
 * The open requests that lack a price for the same name.
 *
 * @param reason the reason of their refusal
 * @param name the model, service tier or unit, folded; null: names beyond the most that are listed
 * @param requests their number
 * @param accounts the number of their accounts; at least that many if the report has too many
 * @param firstAt the time of the first (M3), in milliseconds since 1970
 * @param lastAt the time of the last
 * @param cost what those would cost that the given catalog prices
 * @param withoutPrice the number of those that it does not price either
 */
public record RefusedSum(Reason reason, String name, long requests, long accounts, long firstAt,
        long lastAt, Sum cost, long withoutPrice) {}
