/**
 * The stores' foundation: a write-behind store over RocksDB, the memory that all RocksDB instances
 * share, and the hook before a commit. Knows nothing of what the stores hold.
 */
package dev.extrausage.stream.stores;
