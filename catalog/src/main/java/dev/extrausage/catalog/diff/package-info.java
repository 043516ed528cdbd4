/**
 * Differences between catalogs in sentences, as a customer would notice them: {@link
 * dev.extrausage.catalog.diff.CatalogDiff} is the way in.
 *
 * <p>{@code VersionSentences} compares two versions by {@code PriceSentences}, {@code
 * PlanSentences} and {@code TermsSentences}, which together have a sentence for every line of a
 * version that can differ; {@code Wording} writes amounts, counts and durations.
 */
package dev.extrausage.catalog.diff;
