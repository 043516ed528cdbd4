package dev.extrausage.journal.redecide;

/**
 * A field that is not what it must be.
 *
 * @param field its name, with the way to it: {@code postings[0].amount_nanos}
 * @param expected what it must be, as text; "absent" for what must not be there
 * @param found what it is
 */
public record Difference(String field, String expected, String found) {}
