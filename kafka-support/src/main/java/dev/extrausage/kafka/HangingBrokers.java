package dev.extrausage.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Settings by which a client leaves a broker that hangs, or whose machine is gone. Its connections
 * stay open, so that only time tells (decision 0399). An operator's own settings go before these.
 */
public final class HangingBrokers {
    /**
     * The age at which a client asks anew who leads, in milliseconds. It looks at its requests'
     * timeouts no less often then: a producer that waits for one answer alone looked after twice
     * its timeout.
     */
    public static final int METADATA_MILLIS = 1_000;
    /** The same of a client in a service, of which there may be thousands. */
    public static final int SERVICE_METADATA_MILLIS = 5_000;
    /** The longest that a request that writes or asks waits for its answer, in milliseconds. */
    public static final int WRITE_MILLIS = 3_000;
    /**
     * The longest that a request of a consumer waits, in milliseconds: Kafka's 50 MB of a fetch
     * have to arrive within it, and the assignment of a group.
     */
    public static final int READ_MILLIS = 10_000;

    private HangingBrokers() {}

    /** Settings of a producer, or of a client that administers. */
    public static Map<String, Object> writing() {
        return of(METADATA_MILLIS, WRITE_MILLIS);
    }

    /** Settings of a consumer. */
    public static Map<String, Object> reading() {
        return of(METADATA_MILLIS, READ_MILLIS);
    }

    /** Settings of a producer in a service. */
    public static Map<String, Object> writingInService() {
        return of(SERVICE_METADATA_MILLIS, WRITE_MILLIS);
    }

    /** Settings of a consumer in a service. */
    public static Map<String, Object> readingInService() {
        return of(SERVICE_METADATA_MILLIS, READ_MILLIS);
    }

    private static Map<String, Object> of(int metadataMillis, int requestMillis) {
        return Map.of(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, metadataMillis,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, requestMillis);
    }
}
