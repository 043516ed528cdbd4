package dev.extrausage.client.publish;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.Published;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** Publishers to a Kafka that does what a test says. */
abstract class PublisherStand {
    static final AvroCodec<UsageEvent> CODEC =
            new AvroCodec<>(UsageEvent.class, "usage-events", ReleasedSchemas.load());

    @TempDir Path folder;
    final ScriptedKafka kafka = new ScriptedKafka();

    UsagePublisher open() {
        return open(folder.resolve("spool"));
    }

    UsagePublisher open(Path spool) {
        return builder(spool).open();
    }

    UsagePublisher.Builder builder(Path spool) {
        return UsagePublisher.builder().bootstrapServers("127.0.0.1:1").spool(spool)
                .spoolBytes(1024 * 1024).longestWait(Duration.ofSeconds(30))
                .producers(settings -> kafka.producer());
    }

    static Usage usage(String account) {
        return Usage.of(account).app("claude.ai").model("claude-haiku-4-5").tokens(10, 5).build();
    }

    static List<String> publish(UsagePublisher publisher, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(publisher.publish(usage("a-" + i % 7)).eventId().toString());
        }
        return ids;
    }

    List<String> takenIds() {
        return kafka.taken.stream().map(r -> CODEC.decode(r.value()).getEventId()).toList();
    }

    static Acknowledged acknowledged(Published published) {
        return published.acknowledged().toCompletableFuture().orTimeout(120, TimeUnit.SECONDS)
                .join();
    }
}
