/**
 * The clients' way to Kafka: its addresses, and the settings of a properties file as Kafka's own
 * tools take it, with secrets that lie in other files or in the environment. Why a file cannot be
 * used is told by {@link dev.extrausage.kafka.access.FileError}, whatever the file is for.
 */
package dev.extrausage.kafka.access;
