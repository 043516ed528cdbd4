package dev.extrausage.api.http;

import dev.extrausage.core.Money;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Money as the API writes it: a decimal string of US dollars, exact, with at most 9 decimals, no
 * exponent and no zeros at the end, {@code "4.17"} (API.md section 1).
 */
public final class UsdText {
    private static final Pattern FORM =
            Pattern.compile("(0|[1-9][0-9]{0,7})(?:\\.([0-9]{0,8}[1-9]))?");
    private static final String BOUND =
            "US dollars as a decimal string such as \"4.17\": at most 9 decimals, no zeros at the"
            + " end, no sign, no exponent";
    private static final int DECIMALS = 9;

    private UsdText() {}

    /** Nano-USD, of either sign, as text. */
    public static String of(long nanos) {
        long whole = nanos / Money.NANOS_PER_USD;
        long part = nanos % Money.NANOS_PER_USD;
        StringBuilder text = new StringBuilder();
        if (nanos < 0) {
            text.append('-');
        }
        text.append(Long.toString(whole).replace("-", ""));
        if (part != 0) {
            String digits = Long.toString(Math.abs(part));
            text.append('.').append("0".repeat(DECIMALS - digits.length())).append(digits);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.toString();
    }

    /**
     * Nano-USD of such a text.
     *
     * @param field the field's name, for the problem
     * @param least nano-USD, 0 or more
     * @throws Problem bad_request: not of the form, or not from {@code least} to 10,000,000 USD
     */
    public static long parse(String field, String text, long least) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw Problem.badValue(field, text, BOUND);
        }
        String fraction = m.group(2) == null ? "" : m.group(2);
        long nanos = Long.parseLong(m.group(1)) * Money.NANOS_PER_USD
                + Long.parseLong(fraction + "0".repeat(DECIMALS - fraction.length()));
        if (nanos < least || nanos > Money.MAX_AMOUNT_NANOS) {
            throw Problem.badValue(field, text,
                    "from " + of(least) + " to " + of(Money.MAX_AMOUNT_NANOS));
        }
        return nanos;
    }
}
