package dev.extrausage.journal.replay;

import dev.extrausage.core.EventId;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small history of two accounts to begin with, as lines that a replay and the publisher read: who
 * pays when the allowance runs out, for third-party apps, for service tiers and units, and what
 * nobody pays. It spans two hours under the built-in catalog. Belongs to one thread.
 */
public final class ExampleHistory {
    private static final long BEGAN_BEFORE_MILLIS = TimeUnit.HOURS.toMillis(2);
    private static final long BETWEEN_MILLIS = TimeUnit.MINUTES.toMillis(12);
    private static final String ADA = "ada";
    private static final String ACME = "acme";

    private final List<String> lines = new ArrayList<>();
    private final long end;
    private long clock;

    private ExampleHistory(long end) {
        this.end = end;
        clock = end - BEGAN_BEFORE_MILLIS;
    }

    /** The history whose last event occurs at {@code end}, in milliseconds since 1970. */
    public static List<String> endingAt(long end) {
        ExampleHistory history = new ExampleHistory(end);
        history.ada();
        history.acme();
        return history.lines;
    }

    /** One person: $20 of allowance, $10 bought, and more used than both. */
    private void ada() {
        change(ADA, "'type':'PlanStarted','plan':'pro','seats':1");
        usage(ADA, "'app':'claude.ai','model':'claude-opus-4-5'", 1_200, 800, "");
        change(ADA, "'type':'CreditGranted','grant_id':'example-1','kind':'PURCHASE',"
                + "'amount_nanos':10000000000,'payment_id':'example-payment-1'");
        usage(ADA, "'app':'claude.ai','model':'claude-opus-4-5'", 2_000_000, 600_000, "");
        usage(ADA, "'app':'cursor','model':'claude-haiku-4-5'", 150_000, 40_000,
                ",'service_tier':'batch','units':{'web_search':5}");
        usage(ADA, "'app':'cursor','model':'claude-opus-4-5'", 500_000, 200_000, "");
    }

    /** A team of five: names are folded, aliases are known, members are for break-downs. */
    private void acme() {
        change(ACME, "'type':'PlanStarted','plan':'team','seats':5");
        usage(ACME, "'member_id':'grace','app':'Claude.ai','model':'claude-sonnet-4-5-20250929'",
                60_000, 4_000, "");
        change(ACME, "'type':'SpendLimitSet','monthly_limit_nanos':50000000000");
        clock = end - BETWEEN_MILLIS;
        usage(ACME, "'member_id':'linus','app':'claude-desktop','model':'claude-sonnet-4-5'",
                250_000, 2_000, "");
    }

    private void change(String account, String change) {
        add("account", account, ",'actor':'example','change':{" + change + "}");
    }

    private void usage(String account, String names, long input, long output, String more) {
        add("usage", account, "," + names + ",'input_tokens':" + input + ",'output_tokens':"
                + output + ",'cache_write_tokens':0,'cache_read_tokens':0" + more);
    }

    /** {@code fields} have ' in place of ", for the reader's sake. */
    private void add(String kind, String account, String fields) {
        clock += BETWEEN_MILLIS;
        EventId id = EventId.derived(clock, "example " + end + " " + lines.size());
        lines.add(("{'" + kind + "':{'event_id':'" + id + "','account_id':'" + account
                + "','occurred_at':'" + UtcTime.format(clock) + "'" + fields + "}}")
                .replace('\'', '"'));
    }
}
