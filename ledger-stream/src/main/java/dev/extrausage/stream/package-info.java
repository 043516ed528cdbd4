/**
 * The Kafka Streams shell around the rules: what comes from the topics is decoded and validated,
 * decided by {@link dev.extrausage.core.Ledger}, and written back with the account's new state in
 * one transaction (SPEC J4). Nothing here decides anything.
 *
 * <p>The packages' arrows: {@code app} uses {@code topology}, {@code startup} and {@code stores};
 * {@code topology} uses {@code accounts}, {@code duplicates} and {@code stores}; {@code accounts}
 * uses {@code duplicates} for the mark of an account; {@code startup} uses {@code accounts}
 * for the name of its store.
 */
package dev.extrausage.stream;
