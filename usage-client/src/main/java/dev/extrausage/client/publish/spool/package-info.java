/**
 * A write-ahead spool: records on disk that wait to be delivered, appended in order, settled in any
 * order, and recovered after a crash. It knows nothing of Kafka or of usage.
 */
package dev.extrausage.client.publish.spool;
