/**
 * The accounts of one partition: a write-back cache with CLOCK eviction over a key-value store, and
 * the compact binary form in which the store has them.
 */
package dev.extrausage.stream.accounts;
