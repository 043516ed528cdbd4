package dev.extrausage.stack.demo;

import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The shape of one request to a model from an app: token counts are drawn between half and one
 * and a half of these.
 *
 * @param app as it calls itself
 * @param model as the catalog calls it
 * @param tier the service tier; null: the usual one
 * @param searches web searches at most
 */
record Request(String app, String model, int input, int output, int cacheWrite, int cacheRead,
        String tier, int searches) {
    private static final String OPUS = "claude-opus-4-5";
    private static final String SONNET = "claude-sonnet-4-5";
    private static final String HAIKU = "claude-haiku-4-5";

    /** Some of a cent: a few lines suggested while somebody types. */
    static final Request COMPLETION = new Request("cursor", HAIKU, 1_500, 60, 0, 4_000);
    /** Some cents: a question about the code at hand. */
    static final Request EDITOR_CHAT = new Request("cursor", SONNET, 4_000, 800, 0, 12_000);
    /** Some cents: one step of an agent that works by itself. */
    static final Request AGENT_STEP =
            new Request("claude-code", SONNET, 1_500, 1_200, 5_000, 60_000);
    /** The same with the largest model. */
    static final Request HARD_STEP = new Request("claude-code", OPUS, 1_500, 1_200, 5_000, 60_000);
    /** Some cents: other editors do the same. */
    static final Request WINDSURF = new Request("windsurf", SONNET, 5_000, 900, 0, 15_000);
    /** Some cents. */
    static final Request CLINE = new Request("cline", SONNET, 3_000, 1_500, 4_000, 30_000);
    /** Some cents: a question in a first-party app. */
    static final Request QUESTION = new Request("claude.ai", SONNET, 3_000, 900, 0, 6_000);
    /** The same from a phone. */
    static final Request PHONE = new Request("claude-mobile", SONNET, 1_500, 600, 0, 3_000);
    /** A long document on the desktop. */
    static final Request DOCUMENT = new Request("claude-desktop", OPUS, 12_000, 1_500, 0, 8_000);

    /** A question that takes some searches of the web. */
    static final Request RESEARCH =
            new Request("claude.ai", SONNET, 9_000, 1_400, 0, 6_000, null, 5);
    /** The same from a terminal. */
    static final Request LOOKING_UP =
            new Request("claude-code", SONNET, 6_000, 900, 3_000, 20_000, null, 4);
    /** Reviews that may wait, at half the price. */
    static final Request BATCH_REVIEW =
            new Request("claude-code", OPUS, 18_000, 1_500, 0, 0, "batch", 0);

    /** The requests of first-party apps, each as often as it is made. */
    static final List<Request> FIRST_PARTY =
            List.of(QUESTION, QUESTION, PHONE, DOCUMENT, RESEARCH);

    /** One of the usual service tier that searches nothing. */
    Request(String app, String model, int input, int output, int cacheWrite, int cacheRead) {
        this(app, model, input, output, cacheWrite, cacheRead, null, 0);
    }

    /** One such request: at {@code time}, of that session, for that member or for none. */
    UsageEvent at(long time, EventId id, String account, String member, String session,
            RandomGenerator random) {
        Map<String, Long> units = searches == 0 ? Map.of()
                : Map.of("web_search", random.nextLong(1, searches + 1L));
        return new UsageEvent(id, account, member, time, app, session, model,
                drawn(input, random), drawn(output, random), drawn(cacheWrite, random), 0,
                drawn(cacheRead, random), tier, units);
    }

    /** About so many of {@code typical}. */
    private static long drawn(int typical, RandomGenerator random) {
        return typical == 0 ? 0 : random.nextInt(typical / 2, typical + typical / 2 + 1);
    }
}
