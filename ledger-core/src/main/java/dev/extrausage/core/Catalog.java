package dev.extrausage.core;

import java.util.List;

/** Every version of prices, plans and terms, in the order they come into force (section 3). */
public final class Catalog {
    private final List<CatalogVersion> versions;
    private final Text text;
    /** Made when it is first asked for; two threads may make the same. */
    private Catalog ofRules1;

    /** The text that an operator wrote the catalog in, for messages that say where to look. */
    public interface Text {
        /** The name of the file. */
        String name();

        /**
         * The number of the line, from 1, that has a value; where the text leaves the value out,
         * of the line it is left out of.
         *
         * @param version the name of a version
         * @param keys the value's keys, from the version down
         */
        int lineOf(String version, List<String> keys);
    }

    /** Takes at least one version, with {@code effectiveFrom} strictly ascending. */
    public Catalog(List<CatalogVersion> versions) {
        this(versions, null);
    }

    /** The same, of the versions in {@code text}; null when nobody can look into it. */
    public Catalog(List<CatalogVersion> versions, Text text) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a catalog has at least one version");
        }
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).effectiveFrom() <= versions.get(i - 1).effectiveFrom()) {
                throw new IllegalArgumentException(
                        "version " + versions.get(i).version() + " is out of order");
            }
        }
        this.versions = List.copyOf(versions);
        this.text = text;
    }

    /** The text it was read from; null when nobody can look into it. */
    public Text text() {
        return text;
    }

    /** All versions, earliest first. */
    public List<CatalogVersion> versions() {
        return versions;
    }

    /** The version of that name; null when there is none. */
    public CatalogVersion version(String name) {
        return versions.stream().filter(v -> v.version().equals(name)).findFirst().orElse(null);
    }

    /** This catalog as rules version 1 read it, for entries of theirs (J5). */
    public Catalog ofRules1() {
        Catalog made = ofRules1;
        if (made == null) {
            made = CatalogOfRules1.of(this);
            ofRules1 = made;
        }
        return made;
    }

    /** The version in force at {@code time}; before the first one's start, the first. */
    public CatalogVersion at(long time) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (versions.get(i).effectiveFrom() <= time) {
                return versions.get(i);
            }
        }
        return versions.get(0);
    }

    /**
     * The instant at which the version after the one in force at {@code time} takes over; null when
     * there is none (C4). Before the first version's start the first holds, so the next is the
     * second.
     */
    public Long nextEffectiveAfter(long time) {
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).effectiveFrom() > time) {
                return versions.get(i).effectiveFrom();
            }
        }
        return null;
    }

    /**
     * The terms of an account's plan under {@code version}. A late input may be decided by a
     * version older than the plan; then the plan is as the first version that has it says, since
     * versions never drop one.
     */
    public Plan termsOf(String plan, CatalogVersion version) {
        Plan terms = version.plans().get(plan);
        for (int i = 0; terms == null && i < versions.size(); i++) {
            terms = versions.get(i).plans().get(plan);
        }
        if (terms == null) {
            throw new IllegalStateException("no catalog version has the plan " + plan
                    + ", on which there is an account: was a version removed from the catalog?");
        }
        return terms;
    }
}
