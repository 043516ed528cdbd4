/**
 * A card processor that moves no money: durable, and as unreliable as each simulated card says, so
 * that lost answers and late ones are tested.
 */
package dev.extrausage.payments.simulated;
