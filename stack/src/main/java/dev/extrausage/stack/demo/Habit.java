package dev.extrausage.stack.demo;

import java.util.List;

/** The daily use of an account's third-party apps. */
enum Habit {
    LIGHT("light Cursor autocomplete", 50, 100, List.of(Request.COMPLETION)),
    MODERATE("moderate Cursor chat and completions", 200, 400,
            List.of(Request.COMPLETION, Request.COMPLETION, Request.EDITOR_CHAT)),
    DAILY("daily Claude Code sessions", 500, 1500,
            List.of(Request.AGENT_STEP, Request.AGENT_STEP, Request.HARD_STEP, Request.LOOKING_UP,
                    Request.BATCH_REVIEW)),
    HEAVY("heavy, several apps", 1000, 2500,
            List.of(Request.AGENT_STEP, Request.HARD_STEP, Request.EDITOR_CHAT, Request.WINDSURF,
                    Request.CLINE, Request.LOOKING_UP, Request.BATCH_REVIEW,
                    Request.COMPLETION));

    private final String title;
    private final int leastCents;
    private final int mostCents;
    private final List<Request> requests;

    Habit(String title, int leastCents, int mostCents, List<Request> requests) {
        this.title = title;
        this.leastCents = leastCents;
        this.mostCents = mostCents;
        this.requests = requests;
    }

    /** With the dollars a day, as a heading. */
    String title() {
        return title + ", $" + dollars(leastCents) + " to " + dollars(mostCents) + " a day";
    }

    private static String dollars(int cents) {
        return cents % 100 == 0 ? "" + cents / 100 : "0." + cents;
    }

    int leastCents() {
        return leastCents;
    }

    int mostCents() {
        return mostCents;
    }

    List<Request> requests() {
        return requests;
    }
}
