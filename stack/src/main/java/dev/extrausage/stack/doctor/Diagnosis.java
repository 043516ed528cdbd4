package dev.extrausage.stack.doctor;

/**
 * One line of an examination.
 *
 * @param subject the part that was looked at, in a word or two
 * @param isWell whether it is as it must be
 * @param says what was found; where it is not well, also what is wrong and what to do
 */
public record Diagnosis(String subject, boolean isWell, String says) {
    /** A finding of something that is as it must be. */
    static Diagnosis well(String subject, String says) {
        return new Diagnosis(subject, true, says);
    }

    /** A finding of something to mend. */
    static Diagnosis wrong(String subject, String says) {
        return new Diagnosis(subject, false, says);
    }
}
