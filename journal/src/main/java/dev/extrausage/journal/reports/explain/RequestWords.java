package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.count;

import dev.extrausage.core.UsageEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A request, as its service told of it. */
final class RequestWords {
    private RequestWords() {}

    /** The sorts of tokens, in the order of the event's fields. */
    enum Sort {
        INPUT("input_tokens", "input token", ""),
        OUTPUT("output_tokens", "output token", ""),
        CACHE_WRITE("cache_write_tokens", "token", " written to the 5-minute cache"),
        CACHE_WRITE_1H("cache_write_1h_tokens", "token", " written to the 1-hour cache"),
        CACHE_READ("cache_read_tokens", "token", " read from a cache");

        private final String field;
        private final String name;
        private final String where;

        Sort(String field, String name, String where) {
            this.field = field;
            this.name = name;
            this.where = where;
        }

        /** The event's field that counts them. */
        String field() {
            return field;
        }

        static Sort ofField(String field) {
            return Arrays.stream(values()).filter(s -> s.field.equals(field)).findFirst()
                    .orElseThrow();
        }

        String of(long number) {
            return count(number) + " " + name + (number == 1 ? "" : "s") + where;
        }
    }

    static String asked(UsageEvent u) {
        long[] numbers = numbers(u);
        List<String> tokens = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            if (numbers[sort.ordinal()] > 0) {
                tokens.add(sort.of(numbers[sort.ordinal()]));
            }
        }
        List<String> who = new ArrayList<>();
        if (u.sessionId() != null) {
            who.add("session " + u.sessionId());
        }
        if (u.memberId() != null) {
            who.add("member " + u.memberId());
        }
        if (u.serviceTier() != null) {
            who.add("service tier " + u.serviceTier());
        }
        u.units().forEach((unit, number) -> {
            if (number > 0) {
                tokens.add(count(number) + " × " + unit);
            }
        });
        return "A request from " + u.app() + " to " + u.model()
                + (who.isEmpty() ? "" : " (" + String.join(", ", who) + ")")
                + " used " + (tokens.isEmpty() ? "no tokens" : joined(tokens)) + ".";
    }

    /** The tokens of each sort. */
    static long[] numbers(UsageEvent u) {
        return new long[] {u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(),
            u.cacheWrite1hTokens(), u.cacheReadTokens()};
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

}
