/**
 * The topology: one processor that decodes inputs, has {@link dev.extrausage.core.Ledger} decide
 * them and forwards the results. Uses the state of {@code accounts} and {@code duplicates}, through
 * {@code stores}; knows neither the start nor the settings.
 */
package dev.extrausage.stream.topology;
