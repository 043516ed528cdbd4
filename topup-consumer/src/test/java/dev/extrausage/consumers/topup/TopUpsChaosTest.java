package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.core.Seed;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TopUpsChaosTest {
    private static final int TOP_UPS = 48;
    private static final List<String> CARDS =
            List.of("card-ok", "card-declined", "card-timeout", "card-lost-answer", "card-late");
    @TempDir Path folder;
    private final Random random;
    private final MovableClock clock = new MovableClock();

    TopUpsChaosTest(@Seed long seed) {
        random = new Random(seed);
    }

    @Test void every_top_up_is_charged_once_whatever_is_lost()
            throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"));
                SimulatedCardProcessor processor = SimulatedCardProcessor.open(
                        folder.resolve("payments"), CardsOnFile.byAccountId(), clock,
                        Duration.ofMinutes(30))) {
            for (int i = 0; i < TOP_UPS; i++) {
                cluster.opens(account(i));
            }
            int asked = 0;
            while (asked < TOP_UPS) {
                TopUps consumer = new TopUps(cluster.settings("1"), CatalogFile.defaultCatalog(),
                        cluster.ids, new BadLine(processor, new Random(random.nextLong())), clock);
                consumer.start();
                int until = Math.min(TOP_UPS, asked + 12);
                for (; asked < until; asked++) {
                    cluster.requests(account(asked), "id-" + asked, 20);
                    int again = random.nextInt(asked + 1);
                    cluster.requests(account(again), "id-" + again, 20 + random.nextInt(9));
                }
                AtomicInteger turns = new AtomicInteger(random.nextInt(25));
                cluster.awaitThat("some time passes", () -> {
                    clock.advance(Duration.ofMinutes(1));
                    return turns.decrementAndGet() < 0;
                });
                consumer.close();
            }
            finish(cluster, processor);
        }
    }

    private void finish(ConsumerCluster cluster, SimulatedCardProcessor processor) {
        try (TopUps last = new TopUps(cluster.settings("1"), CatalogFile.defaultCatalog(),
                cluster.ids, processor, clock)) {
            last.start();
            cluster.awaitThat("all is answered", () -> {
                clock.advance(Duration.ofMinutes(5));
                return answers(cluster, 0, TOP_UPS) >= TOP_UPS;
            });
        }
        for (int i = 0; i < TOP_UPS; i++) {
            String key = "id-" + i;
            assertThat(answers(cluster, i, i + 1)).as("answers to %s", key)
                    .isEqualTo(1);
            assertThat(processor.payments()).as("payments of %s", key)
                    .filteredOn(p -> p.key().equals(key)).hasSize(1);
        }
    }

    private static long answers(ConsumerCluster cluster, int from, int to) {
        long answers = 0;
        for (int i = from; i < to; i++) {
            answers += cluster.events(Topics.CREDIT_EVENTS, account(i)).size();
        }
        return answers;
    }

    private static String account(int i) {
        return "account-" + i + "+" + CARDS.get(i % CARDS.size());
    }
}
