/**
 * The runtime of the three consumers: their loop, Kafka clients and transactions. Knows none
 * of them.
 */
package dev.extrausage.consumers.runtime;
