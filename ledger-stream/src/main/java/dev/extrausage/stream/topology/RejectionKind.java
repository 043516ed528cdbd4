package dev.extrausage.stream.topology;

import java.util.Locale;

/** The part of a record that was wrong: a closed set, for figures; its sentence says more. */
public enum RejectionKind {
    /** There is no key, or it is another account's. */
    KEY,
    /** The record is too large. */
    SIZE,
    /** The bytes are no value of a known schema. */
    UNDECODABLE,
    /** A value is outside its bounds. */
    VALUE,
    /** It lies on another partition than its key belongs to. */
    PARTITION,
    /** It lies on another topic than its change belongs to. */
    TOPIC,
    /** Its account has no room for another grant, or another id. */
    ACCOUNT_FULL;

    /** The kind as a label has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
