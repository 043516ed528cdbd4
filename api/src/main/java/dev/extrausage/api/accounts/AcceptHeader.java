package dev.extrausage.api.accounts;

import dev.extrausage.api.routing.Call;
import java.util.List;
import java.util.Locale;

/** The choice between JSON and CSV by {@code Accept} (RFC 9110): JSON, unless CSV is preferred. */
final class AcceptHeader {
    private AcceptHeader() {}

    static boolean prefersCsv(Call call) {
        String accept = String.join(",",
                call.head().headers().getOrDefault("accept", List.of()))
                .toLowerCase(Locale.ROOT);
        double csv = quality(accept, "text/csv");
        double json = quality(accept, "application/json");
        int csvAt = accept.indexOf("text/csv");
        int jsonAt = accept.indexOf("application/json");
        boolean isFirst = jsonAt < 0 || csvAt < jsonAt;
        return csvAt >= 0 && (csv > json || csv == json && csv > 0 && isFirst);
    }

    /** The weight of the most specific range that a type lies in; 0: it is not wanted. */
    private static double quality(String accept, String type) {
        double best = 0;
        int specific = -1;
        for (String part : accept.split(",")) {
            String[] range = part.strip().split("\\s*;\\s*");
            int fit = range[0].equals(type) ? 2
                    : range[0].equals(type.substring(0, type.indexOf('/')) + "/*") ? 1
                    : range[0].equals("*/*") ? 0 : -1;
            if (fit > specific) {
                specific = fit;
                best = weight(range);
            }
        }
        return best;
    }

    private static double weight(String[] range) {
        for (int i = 1; i < range.length; i++) {
            if (range[i].matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(range[i].substring(2));
            }
        }
        return 1;
    }
}
