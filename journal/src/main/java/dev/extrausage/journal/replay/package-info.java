/**
 * Replay by file: decides events from JSON Lines without Kafka (SPEC section 12). Takes inputs, not
 * entries, so it calls the core itself and imports no other package of the journal.
 */
package dev.extrausage.journal.replay;
