package dev.extrausage.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.TopicsReader;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo that goes on, against the real system. */
@Timeout(300)
class LiveLoadTest {
    /** Ten times as fast as an onlooker sees it: what happens is counted in ticks. */
    private static final Duration TICK = Duration.ofMillis(70);

    @TempDir private Path folder;

    @Test
    void the_live_demo_reloads_meets_a_limit_and_a_decline() throws Exception {
        Demo demo = new Demo(folder, 1, 1, told -> { }, Cast::leads);
        Set<String> seen = new TreeSet<>();
        Thread load;
        try (Stack stack = demo.stackWithApi(0)) {
            stack.start();
            Instant end = demo.play(stack).end();
            assertThat(demo.links(stack)).extracting(DemoLink::url).doesNotHaveDuplicates()
                    .allMatch(url -> url.startsWith(stack.apiUrl() + "/auth/enter?code="));
            load = new Thread(() -> demo.goOn(stack, TICK), "load");
            load.start();
            try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                    TopicsReader reader =
                            new TopicsReader(cluster, List.of(Topics.BALANCE_CHANGES))) {
                AvroCodec<BalanceChange> entries = new AvroCodec<>(BalanceChange.class,
                        Topics.BALANCE_CHANGES.topicName(), cluster.ids());
                while (load.isAlive() && seen.size() < 3) {
                    reader.read(record -> see(entries.decode(record.value()), end, seen));
                }
            }
            assertThat(load.isAlive()).as("the load goes on").isTrue();
        }
        load.join();
        assertThat(seen).containsExactly("declined", "limit reached", "reloaded");
    }

    private static void see(BalanceChange entry, Instant end, Set<String> seen) {
        if (!entry.getClock().isAfter(end)) {
            return;
        }
        if ("SPEND_LIMIT_REACHED".equals(entry.getReason())
                && entry.getAccountId().equals(Leads.LIMITED)) {
            seen.add("limit reached");
        } else if (entry.getCause() instanceof AccountEvent event) {
            if (event.getChange() instanceof TopUpDeclined
                    && entry.getAccountId().equals(Leads.DECLINED)) {
                seen.add("declined");
            } else if (event.getChange() instanceof CreditGranted granted
                    && granted.getKind().equals("AUTO_RELOAD")
                    && entry.getAccountId().equals(Leads.TEAM)) {
                seen.add("reloaded");
            }
        }
    }
}
