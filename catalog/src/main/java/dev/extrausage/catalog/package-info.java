/**
 * Reads {@code catalog.yaml} (section 3) into the {@link dev.extrausage.core.Catalog} of the rules:
 * {@link dev.extrausage.catalog.CatalogFile} is the way in. A faulty file is refused with the line
 * of the fault, as a {@link dev.extrausage.catalog.CatalogError}.
 *
 * <p>{@code YamlText} turns bytes into YAML nodes, {@code Value} and {@code Fields} read one node
 * and name its place, {@code VersionReader} knows the keys of a version and their bounds.
 */
package dev.extrausage.catalog;
