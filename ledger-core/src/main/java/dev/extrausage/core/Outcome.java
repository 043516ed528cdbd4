package dev.extrausage.core;

/** The fate of an input (D5). */
public enum Outcome {
    /** The input was carried out. */
    APPLIED,
    /** Some or all of the usage found no money; the reason says why. */
    UNCOVERED,
    /** The account was already as the input says. */
    NO_CHANGE,
    /** The input was not carried out; the reason says why. It may be sent again. */
    REFUSED
}
