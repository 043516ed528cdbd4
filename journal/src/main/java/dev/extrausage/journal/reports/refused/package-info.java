/**
 * Usage that was refused and is still open: what it would cost, and sending it again. {@link
 * dev.extrausage.journal.reports.refused.OpenRefusals} finds it, in bounded memory.
 */
package dev.extrausage.journal.reports.refused;
