package dev.extrausage.api.accounts;

import dev.extrausage.api.routing.Call;
import java.util.Locale;

/** The choice between JSON and CSV by {@code Accept} (RFC 9110): JSON, unless CSV is preferred. */
final class AcceptHeader {
    private AcceptHeader() {}

    static boolean prefersCsv(Call call) {
        String accept = String.join(",",
                call.head().headers().getOrDefault("accept", java.util.List.of()));
        double csv = quality(accept, "text/csv");
        double json = quality(accept, "application/json");
        boolean named = accept.toLowerCase(Locale.ROOT).contains("text/csv");
        return named && (csv > json || csv == json && csv > 0
                && accept.indexOf("text/csv") < Math.max(0, accept.indexOf("application/json")));
    }

    /** The weight of the most specific range that a type lies in; 0: it is not wanted. */
    private static double quality(String accept, String type) {
        double best = 0;
        int specific = -1;
        for (String part : accept.split(",")) {
            String[] range = part.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
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
