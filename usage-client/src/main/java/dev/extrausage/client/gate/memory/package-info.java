/**
 * The memory of the gate: each account's latest snapshot in a slab of slots that are seqlocks, an
 * index from names to slots, the holds, and the watermarks of the partitions. It knows no answers.
 */
package dev.extrausage.client.gate.memory;
