/**
 * Reading topics as they stand: once, from the beginning to where they end now, committed records
 * only, all partitions in parallel. Every command that looks back does it through
 * {@link dev.extrausage.journal.read.JournalReader}.
 */
package dev.extrausage.journal.read;
