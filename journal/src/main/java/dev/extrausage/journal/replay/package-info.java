/** Replay by file: decides events from JSON Lines without Kafka (SPEC section 12). */
package dev.extrausage.journal.replay;
