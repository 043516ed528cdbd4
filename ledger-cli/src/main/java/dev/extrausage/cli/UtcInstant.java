package dev.extrausage.cli;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.UtcTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as a person types it, in UTC: {@code 2026-01-31T09:00:00Z}, or a day for its beginning.
 */
final class UtcInstant implements ITypeConverter<Long> {
    /** The form, as an option's description names it. */
    static final String FORM = "YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DD, in UTC";

    private static final int DAY_LENGTH = "0000-00-00".length();

    /** Milliseconds since 1970. */
    @Override
    public Long convert(String text) {
        try {
            return UtcTime.parse(
                    "the time", text.length() == DAY_LENGTH ? text + "T00:00:00Z" : text);
        } catch (BadInput e) {
            throw new TypeConversionException(e.getMessage() + ", or a day, YYYY-MM-DD");
        }
    }
}
