package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An account in which something of everything has happened, so that no part of it is empty. */
final class RichAccount {
    private static final Duration AGE = Duration.ofDays(20);
    private static final int REQUESTS = 48;
    /** The last ones come after the card was charged, and draw on that credit too. */
    private static final int LATER_REQUESTS = 12;
    private static final int GOODWILL_USD = 12;

    private RichAccount() {}

    /** Makes one: it has used something each day, its card was charged, some use was given back. */
    static Customer make(ServedStack stack, String name) {
        Instant start = Instant.now().minus(AGE).truncatedTo(ChronoUnit.MILLIS);
        Customer rich = stack.customerSince(start, name, GOODWILL_USD);
        String last = null;
        for (int i = 0; i < REQUESTS - LATER_REQUESTS; i++) {
            last = stack.publish(request(rich, i, start));
        }
        rich.entryOf(last);
        rich.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "50"));
        rich.does("PUT", "/settings/auto-reload", ServedStack.object().put("enabled", true)
                .put("threshold_usd", "5").put("amount_usd", "15").put("monthly_cap_usd", "60"));
        rich.does("PUT", "/settings/spend-limit",
                ServedStack.object().put("monthly_limit_usd", "200"));
        rich.does("PUT", "/settings/low-balance", ServedStack.object().put("threshold_usd", "8"));
        for (int i = REQUESTS - LATER_REQUESTS; i < REQUESTS; i++) {
            last = stack.publish(request(rich, i, start));
        }
        int sequence = rich.entryOf(last).get("sequence").intValue();
        rich.bySupport("/entries/" + sequence + "/reverse", ServedStack.object());
        rich.bySupport("/starter-credit/offer", ServedStack.object());
        rich.bySupport("/credits", ServedStack.object().put("amount_usd", "10"));
        return rich;
    }

    private static ObjectNode request(Customer rich, int i, Instant start) {
        Instant when = start.plus(AGE.multipliedBy(i + 1).dividedBy(REQUESTS));
        String[] apps = {"claude.ai", "claude-code", "cursor"};
        String[] models = {"claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5"};
        return rich.stack().usage(rich.id(), apps[i % 3]).put("model", models[i / 3 % 3])
                .put("occurred_at", when.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("input_tokens", 50_000 + 3_517 * (i * 7 % 24))
                .put("output_tokens", 9_000 + 577 * (i * 5 % 24))
                .put("session_id", "s-" + i / 4).put("member_id", i % 2 == 0 ? "mira" : "jon");
    }
}
