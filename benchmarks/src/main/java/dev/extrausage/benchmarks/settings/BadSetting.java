package dev.extrausage.benchmarks.settings;

/** A setting out of its bounds; the message names the option, its value and the bound. */
public final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** {@code option} as it is typed; {@code bound} completes "must be". */
    public BadSetting(String option, Object value, String bound) {
        super(option + " is " + value + ": must be " + bound);
    }
}
