/**
 * The topic {@code catalog-versions}: {@link dev.extrausage.kafka.catalog.CatalogTopic} reads it
 * once, {@link dev.extrausage.kafka.catalog.CatalogFollower} keeps up with it. The only package of
 * the support that knows what a record means.
 */
package dev.extrausage.kafka.catalog;
