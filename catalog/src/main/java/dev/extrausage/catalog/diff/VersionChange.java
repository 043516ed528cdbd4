package dev.extrausage.catalog.diff;

import dev.extrausage.core.CatalogVersion;
import java.util.List;

/**
 * The changes of one version, in sentences.
 *
 * @param kind how it came about
 * @param version the version
 * @param comparedWith the version it is compared with: the one that would be in force without it,
 *     or for an edited one itself as it was; null for a dropped one
 * @param sentences the changes, prices first; empty when there are none
 */
public record VersionChange(
        Kind kind, CatalogVersion version, CatalogVersion comparedWith, List<String> sentences) {

    /** The ways in which a version can differ between catalogs. */
    public enum Kind {
        /** Only the newer catalog has it. */
        ADDED,
        /** Both have a version of this name, and they do not mean the same. */
        EDITED,
        /** Only the older catalog has it. */
        DROPPED
    }

    /**
     * Tells whether a ledger that has had the version in force refuses the newer catalog (section
     * 3).
     */
    public boolean breaksWhatWasInForce() {
        return kind != Kind.ADDED;
    }
}
