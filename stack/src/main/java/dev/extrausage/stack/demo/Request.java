package dev.extrausage.stack.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The shape of one request to a model from an app: token counts are drawn between half and one
 * and a half of these.
 *
 * @param app as it calls itself
 * @param model as the catalog calls it
 */
record Request(String app, String model, int input, int output, int cacheWrite, int cacheRead) {
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

    /** The requests of first-party apps, each as often as it is made. */
    static final List<Request> FIRST_PARTY = List.of(QUESTION, QUESTION, PHONE, DOCUMENT);

    /** About so many of {@code typical}. */
    static long drawn(int typical, RandomGenerator random) {
        return typical == 0 ? 0 : random.nextInt(typical / 2, typical + typical / 2 + 1);
    }
}
