package dev.extrausage.consumers.runtime;

import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.acl.Permissions;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of the three consumers.
 *
 * @param bootstrapServers where Kafka is, as in {@code bootstrap.servers}
 * @param instance tells this process from others that share its work; the same after a restart, so
 *     that the process takes over its own unfinished transactions at once
 * @param kafka further settings of every Kafka client, by Kafka's names, for example its security
 * @param applicationId the ledger's: beside a restore of its topics no consumer begins to work
 * @param chargesAtOnce how many charges, and beside them as many refunds, may be open together at
 *     the card processor
 * @param mostOutstanding how many top-ups may wait for the processor before no more are read; what
 *     was read at once with the last of them, at most 500, comes on top
 * @param firstRetry the wait before an unanswered call is made again; doubles up to 5 minutes
 * @param resetsPerSecond the most cycle resets sent in a second, so that a million accounts due in
 *     the same minute are spread
 * @param resendAfter how long the ledger may take to move on after a cycle reset, before it is sent
 *     again with the same event id; doubles up to 64 times that
 */
public record ConsumerSettings(String bootstrapServers, String instance, Map<String, String> kafka,
        String applicationId, int chargesAtOnce, int mostOutstanding, Duration firstRetry,
        int resetsPerSecond, Duration resendAfter) {

    /** Copies the map; throws {@link IllegalArgumentException} naming what cannot be. */
    public ConsumerSettings {
        kafka = Map.copyOf(kafka);
        atLeastOne("chargesAtOnce", chargesAtOnce);
        atLeastOne("mostOutstanding", mostOutstanding);
        atLeastOne("firstRetry, in milliseconds,", firstRetry.toMillis());
        atLeastOne("resetsPerSecond", resetsPerSecond);
        atLeastOne("resendAfter, in milliseconds,", resendAfter.toMillis());
    }

    /** The settings for production, but for where and who. */
    public static ConsumerSettings of(String bootstrapServers, String instance) {
        return of(KafkaAccess.at(bootstrapServers), instance);
    }

    /** The same by a way that may need a login. */
    public static ConsumerSettings of(KafkaAccess access, String instance) {
        return new ConsumerSettings(access.bootstrap(), instance, access.settings(),
                Permissions.LEDGER, 16, 1000, Duration.ofSeconds(2), 2000,
                Duration.ofMinutes(1));
    }

    /** The same by another way, such as another login. */
    public ConsumerSettings through(KafkaAccess access) {
        return new ConsumerSettings(access.bootstrap(), instance, access.settings(),
                applicationId, chargesAtOnce, mostOutstanding, firstRetry, resetsPerSecond,
                resendAfter);
    }

    /** The same with other waits: for a clock that runs faster than the world's. */
    public ConsumerSettings withWaits(Duration retry, Duration resend) {
        return new ConsumerSettings(bootstrapServers, instance, kafka, applicationId,
                chargesAtOnce, mostOutstanding, retry, resetsPerSecond, resend);
    }

    /** Leaves the clients' settings out, which have secrets in them. */
    @Override public String toString() {
        return "ConsumerSettings[" + instance + " at " + bootstrapServers + "]";
    }

    private static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is " + value + ": must be at least 1");
        }
    }
}
