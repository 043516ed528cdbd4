package dev.extrausage.core;

/** What became of an input (D5). */
public enum Outcome {
    /** It was done. */
    APPLIED,
    /** Usage of which some or all found no money; the reason says why. */
    UNCOVERED,
    /** It was already so. */
    NO_CHANGE,
    /** It was not done; the reason says why. It may be sent again. */
    REFUSED
}
