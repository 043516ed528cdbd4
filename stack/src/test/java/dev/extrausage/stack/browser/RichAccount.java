package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An account in which something of everything has happened, so that no part of it is empty. */
final class RichAccount {
    private RichAccount() {}

    /** Makes one: its allowance is used up, its card was charged, some use was given back. */
    static Customer make(ServedStack stack, String name) {
        Customer rich = stack.newCustomer(name);
        rich.bySupport("/starter-credit/offer", ServedStack.object());
        rich.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "50"));
        rich.does("PUT", "/settings/auto-reload", ServedStack.object().put("enabled", true)
                .put("threshold_usd", "5").put("amount_usd", "15").put("monthly_cap_usd", "60"));
        rich.does("PUT", "/settings/spend-limit",
                ServedStack.object().put("monthly_limit_usd", "200"));
        rich.does("PUT", "/settings/low-balance", ServedStack.object().put("threshold_usd", "8"));
        rich.bySupport("/credits", ServedStack.object().put("amount_usd", "10"));
        String[] apps = {"claude.ai", "claude-code", "cursor"};
        String[] models = {"claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5"};
        String last = null;
        for (int i = 0; i < 24; i++) {
            ObjectNode event = stack.usage(rich.id(), apps[i % 3]).put("model", models[i / 3 % 3])
                    .put("input_tokens", 120_000 + 7_919 * i).put("output_tokens", 31_000 + 977 * i)
                    .put("session_id", "s-" + i / 4).put("member_id", i % 2 == 0 ? "mira" : "jon");
            last = stack.publish(event);
        }
        int sequence = rich.entryOf(last).get("sequence").intValue();
        rich.bySupport("/entries/" + sequence + "/reverse", ServedStack.object());
        return rich;
    }
}
