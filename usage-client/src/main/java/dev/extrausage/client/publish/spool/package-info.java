/**
 * Records on disk that wait to be delivered: appended, read in order, settled in any order, and
 * found again after a crash. It knows nothing of Kafka or of usage.
 */
package dev.extrausage.client.publish.spool;
