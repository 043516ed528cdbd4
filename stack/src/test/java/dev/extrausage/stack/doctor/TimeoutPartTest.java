package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's words about timeouts of brokers, on a broker whose settings are the test's. */
@Timeout(120)
class TimeoutPartTest {
    private static final String CLEANUP =
            "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final String REQUEST = "request.timeout.ms";

    @TempDir private Path folder;

    @Test void kafkas_own_timeouts_are_told_with_better_ones() {
        assertThat(findings(3, Map.of("broker.session.timeout.ms", "9000", CLEANUP, "10000",
                REQUEST, "30000")))
                .containsExactly(Diagnosis.well("timeouts of broker 1", CLEANUP + "=10000, where"
                        + " 1000 is better: for so long a dead process's transaction holds up"
                        + " readers beyond its time; request.timeout.ms=30000, where 5000 is"
                        + " better: for so long transactions wait for a broker that hangs;"
                        + " broker.session.timeout.ms=9000, where 4000 is better, with"
                        + " broker.heartbeat.interval.ms=1000: for so long a dead broker's"
                        + " partitions wait for others to lead them"));
    }

    @Test void short_ones_are_told_alone() {
        assertThat(findings(3, Map.of("broker.session.timeout.ms", "4000", CLEANUP, "1000",
                REQUEST, "5000")))
                .containsExactly(Diagnosis.well("timeouts of broker 1",
                        CLEANUP + "=1000; request.timeout.ms=5000;"
                                + " broker.session.timeout.ms=4000"));
    }

    @Test void nothing_is_said_where_one_broker_holds_each_topic() {
        assertThat(findings(1, Map.of())).isEmpty();
    }

    private List<Diagnosis> findings(int replication, Map<String, String> ofBroker) {
        List<Diagnosis> found = new ArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, ofBroker);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TimeoutPart(admin, new LedgerSettings(kafka.bootstrapServers(), "timeouts", folder,
                    1, 1, replication, 1, Map.of())).examine(found);
        }
        return found;
    }
}
