/**
 * The ids that one partition has decided within the window (M4): sets of 128-bit ids in buckets of
 * time, an LRU cache of buckets over a key-value store, and the expiry of old buckets.
 */
package dev.extrausage.stream.duplicates;
