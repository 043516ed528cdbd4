/**
 * The way back: the ledger's topics as signed files, and an empty Kafka made again from them.
 *
 * <p>{@link dev.extrausage.backup.Backup} writes them while the ledger runs, {@link
 * dev.extrausage.backup.BackupCheck} proves them without a Kafka, and {@link
 * dev.extrausage.backup.Restore} writes every record to the offset at which it lay.
 */
package dev.extrausage.backup;
