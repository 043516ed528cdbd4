/**
 * The accounts of one partition: a write-back cache with CLOCK eviction over a key-value store,
 * which has them in their packed form.
 */
package dev.extrausage.stream.accounts;
