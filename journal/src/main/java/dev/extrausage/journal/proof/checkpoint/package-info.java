/**
 * Proof that is kept outside Kafka: where the journal stood, as a Merkle root a partition, signed.
 */
package dev.extrausage.journal.proof.checkpoint;
