/**
 * The rules of the ledger, pure: {@link dev.extrausage.core.Ledger#decide} folds one input into one
 * account and answers with one entry. Nothing here reads a clock, draws a random number, does I/O
 * or knows Kafka, Avro or JSON; the topology, the replay and the tests all call the same function.
 *
 * <p>To find a rule, open the file of its name: {@code UsageFunding} (U1 to U6), {@code Plans} (P1,
 * P2, P7), {@code Credits} (P3, P5), {@code StarterCredits} (P4), {@code AutoReloads} (A1 to A5),
 * {@code PassingTime} (D2, C3), {@code NextDue} (C4), {@code Noticing} (section 9).
 *
 * <p>Money is a {@code long} of nano-USD and its names end in {@code Nanos} (M1); a time is a
 * {@code long} of milliseconds since 1970 in UTC (M3); {@code null} means absent.
 */
package dev.extrausage.core;
