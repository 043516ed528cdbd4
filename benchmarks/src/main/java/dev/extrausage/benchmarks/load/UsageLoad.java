package dev.extrausage.benchmarks.load;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * An endless stream of usage events, each of about 140 bytes; the same for the same shape and
 * times. Some are sent again a little later, as a sender does that got no answer; one in a thousand
 * comes late, by up to ten minutes, and so among ids of that time. Not safe for use by several
 * threads.
 */
public final class UsageLoad {
    private static final List<String> FIRST_PARTY =
            List.of("claude.ai", "claude.ai", "claude-mobile", "claude-desktop");
    private static final List<String> THIRD_PARTY =
            List.of("claude-code", "claude-code", "cursor", "windsurf", "cline");
    private static final List<String> MODELS = List.of("claude-sonnet-4-5", "claude-sonnet-4-5",
            "claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5");
    private static final int LATE_ODDS = 1_000;
    private static final long MOST_LATE_MILLIS = TimeUnit.MINUTES.toMillis(10);
    /** The longest way back to a repeated event. */
    private static final int REPEATABLE = 4_096;

    private final LoadShape shape;
    private final Population population;
    private final AvroCodec<UsageEvent> codec;
    private final SplittableRandom random;
    private final Ids ids;
    private final Message[] recent = new Message[REPEATABLE];
    private long made;

    /** {@code schemas}: whose numbers the values carry. */
    public UsageLoad(LoadShape shape, SchemaIds schemas) {
        this.shape = shape;
        population = new Population(shape);
        codec = new AvroCodec<>(UsageEvent.class, Topics.USAGE_EVENTS.topicName(), schemas);
        random = new SplittableRandom(shape.seed());
        ids = new Ids(random.split());
    }

    /**
     * The next event.
     *
     * @param sentAt when its sender sends it, in milliseconds; within 35 days of its receipt
     */
    public Message next(long sentAt) {
        if (made > 0 && random.nextDouble() < shape.duplicates()) {
            return recent[random.nextInt((int) Math.min(made, REPEATABLE))];
        }
        Message message = fresh(sentAt);
        recent[(int) (made++ % REPEATABLE)] = message;
        return message;
    }

    private Message fresh(long sentAt) {
        int rank = population.rankOf(random.nextDouble());
        String account = Population.accountId(rank);
        long admittedAt = sentAt - random.nextInt(3_000) - (random.nextInt(LATE_ODDS) == 0
                ? random.nextLong(MOST_LATE_MILLIS) : 0);
        List<String> apps = random.nextInt(100) < population.thirdPartyPercent(rank)
                ? THIRD_PARTY : FIRST_PARTY;
        UsageEvent event = new UsageEvent(ids.at(admittedAt), account,
                rank % 10 == 0 ? "member-" + random.nextInt(10, 100) : null,
                Instant.ofEpochMilli(admittedAt), apps.get(random.nextInt(apps.size())),
                "s-" + hexDigits() + hexDigits(),
                MODELS.get(random.nextInt(MODELS.size())), random.nextLong(3_000),
                random.nextLong(1_200), random.nextLong(2_000), 0L, random.nextLong(20_000), null,
                null);
        return new Message(account.getBytes(StandardCharsets.US_ASCII), codec.encode(event));
    }

    /** Sixteen of them. */
    private String hexDigits() {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
