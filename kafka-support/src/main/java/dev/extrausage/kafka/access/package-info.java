/**
 * The clients' way to Kafka: its addresses, and the settings of a properties file as Kafka's own
 * tools take it, with secrets that lie in other files or in the environment.
 */
package dev.extrausage.kafka.access;
