/**
 * The commands' dealings with a Kafka that holds the ledger's topics: reach it, read snapshots and
 * the journal as committed, publish events in an order that the ledger keeps, ask for a top-up.
 */
package dev.extrausage.intake;
