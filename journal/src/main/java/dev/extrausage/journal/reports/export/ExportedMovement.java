package dev.extrausage.journal.reports.export;

import dev.extrausage.core.Cycle;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.reports.statement.Movement;

/**
 * A movement, with what only deciding again tells of it.
 *
 * @param movement the posting, its entry, and the balances after it in the order of the journal
 * @param grantKind of the grant it touches; null where there is none, or the journal does not tell
 * @param cycle the billing cycle it belongs to; null where deciding again gives none
 * @param product the product's name in the catalog version that decided it
 * @param isFirstPaid true of the first posting that pays its request
 */
public record ExportedMovement(
        Movement movement, GrantKind grantKind, Cycle cycle, String product, boolean isFirstPaid) {
    Posting posting() {
        return movement.posting();
    }

    /** The request; null for a change. */
    UsageEvent usage() {
        return movement.entry().usage();
    }

    boolean is(Pool from, Pool to) {
        return posting().from() == from && posting().to() == to;
    }
}
