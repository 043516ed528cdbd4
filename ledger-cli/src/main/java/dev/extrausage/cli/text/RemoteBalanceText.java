package dev.extrausage.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An account, as the HTTP API tells of it, in lines for a person. */
public final class RemoteBalanceText {
    private static final String LINE = "%-16s %s";
    private static final String GRANT = "  %-32s %-12s %14s   of %s   %s";
    private static final int DAY = "2026-01-01".length();
    private static final int MINUTE = "2026-01-01T09:00".length();

    private final JsonNode account;
    private final List<String> lines = new ArrayList<>();

    private RemoteBalanceText(JsonNode account) {
        this.account = account;
    }

    /** The lines of the answer to {@code GET /v1/accounts/{account_id}}. */
    public static List<String> of(JsonNode account) {
        RemoteBalanceText text = new RemoteBalanceText(account);
        text.write();
        return List.copyOf(text.lines);
    }

    private void write() {
        JsonNode plan = account.path("plan");
        lines.add(text("account_id") + " · " + (plan.isTextual() ? plan.asText() : "never opened")
                + (account.path("seats").asInt(1) == 1 ? "" : ", " + text("seats") + " seats")
                + " · " + (account.path("closed").asBoolean() ? "closed" : "open")
                + " · entry " + text("sequence") + ", known at " + minute(text("known_at"))
                + (account.path("stale").asBoolean() ? " (stale)" : ""));
        lines.add("");
        JsonNode allowance = account.path("allowance");
        line("Plan allowance", usd(allowance, "left_usd") + " left of "
                + usd(allowance, "whole_usd") + ", resets " + minute(text("cycle_end")));
        JsonNode extra = account.path("extra_usage");
        line("Extra usage", usd(extra, "balance_usd") + " left"
                + (extra.path("on").asBoolean() ? "" : ", switched off"));
        extra.path("grants").forEach(this::grant);
        line("Spent", usd(extra, "spent_usd") + " of bought credit this cycle, "
                + (extra.path("monthly_limit_usd").isTextual()
                        ? "at most " + usd(extra, "monthly_limit_usd") : "no limit set"));
        line("Auto-reload", autoReload(account.path("auto_reload")));
        line("First-party", surface(account.path("first_party")));
        line("Third-party", surface(account.path("third_party")));
        line("Next change", account.path("next_due_at").isTextual()
                ? minute(text("next_due_at")) : "none by time alone");
    }

    private void grant(JsonNode grant) {
        JsonNode expires = grant.path("expires_at");
        lines.add(String.format(GRANT, grant.path("grant_id").asText(),
                grant.path("kind").asText(), usd(grant, "left_usd"),
                grant.path("granted_at").asText().substring(0, DAY),
                expires.isTextual() ? "expires " + minute(expires.asText()) : "never expires"));
    }

    private static String autoReload(JsonNode set) {
        if (!set.path("enabled").asBoolean()) {
            return "off";
        }
        return "buys " + usd(set, "amount_usd") + " when below " + usd(set, "threshold_usd")
                + ", at most " + (set.path("monthly_cap_usd").isTextual()
                        ? usd(set, "monthly_cap_usd") : "the catalog's cap")
                + " a cycle; " + usd(set, "reloaded_usd") + " this cycle; "
                + set.path("state").asText();
    }

    private static String surface(JsonNode surface) {
        return surface.path("open").asBoolean() ? "open"
                : "blocked, " + surface.path("reason").asText() + ": "
                        + surface.path("message").asText();
    }

    private void line(String what, String text) {
        lines.add(String.format(LINE, what, text));
    }

    private String text(String name) {
        return account.path(name).asText("-");
    }

    private static String usd(JsonNode of, String name) {
        return "$" + of.path(name).asText("0");
    }

    private static String minute(String time) {
        return time.length() < MINUTE ? time
                : time.substring(0, MINUTE).replace('T', ' ') + " UTC";
    }
}
