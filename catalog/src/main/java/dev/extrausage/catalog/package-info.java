/**
 * The catalog (section 3): {@link dev.extrausage.catalog.CatalogFile} reads {@code catalog.yaml}
 * into the {@link dev.extrausage.core.Catalog} of the rules. A faulty file is refused with the line
 * of the fault, as a {@link dev.extrausage.catalog.CatalogError}. {@link
 * dev.extrausage.catalog.CatalogVersionJson} writes one version as canonical JSON with a hash, and
 * {@link dev.extrausage.catalog.VersionLines} as lines to compare.
 *
 * <p>{@code YamlText} turns bytes into YAML nodes, {@code Value} and {@code Fields} read one node
 * and name its place, {@code VersionReader}, {@code PriceBookReader} and {@code PlanReader} know
 * the keys and their bounds, {@code VersionTree} goes the way back.
 */
package dev.extrausage.catalog;
