/**
 * A ledger's memory made anew from its journal: proved, written to new changelogs and snapshots,
 * and the positions of its inputs set to where the journal ends.
 */
package dev.extrausage.stack.rebuild;
