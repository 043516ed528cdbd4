/**
 * The Kafka Streams shell around the rules: what comes from the topics is decoded and validated,
 * decided by {@link dev.extrausage.core.Ledger}, and written back with the account's new state in
 * one transaction (SPEC J4). Nothing here decides anything.
 */
package dev.extrausage.stream;
