/**
 * The publisher: takes usage into a spool on disk and delivers it to Kafka from there. It imports
 * {@code publish.spool}, and nothing of {@code gate}.
 */
package dev.extrausage.client.publish;
