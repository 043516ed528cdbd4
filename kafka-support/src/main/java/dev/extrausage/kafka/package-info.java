/**
 * Clients of a Kafka that has the ledger's topics: how they reach it, and how they read it to its
 * end. {@link dev.extrausage.kafka.CatchUp} holds the one policy for transactions that hang.
 */
package dev.extrausage.kafka;
