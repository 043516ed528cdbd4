/**
 * The running ledger: Kafka Streams with all its settings, and the process around it. Nothing in
 * this module imports it.
 */
package dev.extrausage.stream.app;
