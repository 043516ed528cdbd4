package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;

/** Amounts and counts of the API as the page must show them to an American: whole and exact. */
final class Usd {
    private Usd() {}

    /** {@code 4.175} as {@code $4.175}, {@code 1200} as {@code $1,200.00}. */
    static String shown(JsonNode usd) {
        return shown(usd.asText());
    }

    /** The same of the API's text. */
    static String shown(String usd) {
        DecimalFormat format = new DecimalFormat(
                "$#,##0.00#######;-$#,##0.00#######", new DecimalFormatSymbols(Locale.US));
        return format.format(new BigDecimal(usd));
    }

    /** A count of requests or tokens, as {@code 1,234}. */
    static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.US).format(number);
    }

    /** A change: with its sign also where it is positive; nothing for nothing. */
    static String change(BigDecimal usd) {
        return usd.signum() == 0 ? "" : (usd.signum() > 0 ? "+" : "") + shown(usd.toPlainString());
    }
}
