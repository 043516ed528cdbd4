/**
 * The rules of the ledger, pure: {@link dev.extrausage.core.Ledger#decide} folds one input into one
 * account and answers with one entry. Nothing here reads a clock, draws a random number, does I/O
 * or knows Kafka, Avro or JSON; the topology, the replay and the tests all call the same function.
 *
 * <p>Names. State is a singular noun and immutable: {@code Plan}, {@code AutoReload}, {@code
 * StarterCredit}, {@code Grant}. The rules about it are static functions in the file of that name
 * with {@code Rules}: they change a {@code Draft} and answer with a {@code Ruling}. What only
 * computes is named after its result: {@code ExtraUsageRoom}, {@code LateUsage}, {@code
 * Availability}, {@code NextDue}.
 *
 * <p>To find a rule, open the file of its name: {@code InputAge} (M4, M5), {@code ScreeningRules}
 * (D1), {@code TimeRules} (D2, C3), {@code UsageRules} (U1 to U7), {@code PlanRules} (P1, P2, P7),
 * {@code CreditRules} (P3, P5, A4), {@code StarterCreditRules} (P4), {@code SettingRules} (P6),
 * {@code AutoReloadRules} (A1 to A5), {@code NextDue} (C4), {@code NoticeRules} (section 9).
 * {@code Rules} says which of them decides which kind of input.
 *
 * <p>Money is a {@code long} of nano-USD and its names end in {@code Nanos} (M1); a time is a
 * {@code long} of milliseconds since 1970 in UTC (M3); {@code null} means absent.
 */
package dev.extrausage.core;
