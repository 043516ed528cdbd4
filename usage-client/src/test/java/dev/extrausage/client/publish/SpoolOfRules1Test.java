package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.outage.Await;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.UsageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The spool that the release of 2026-11-28, of rules version 1, left when its process ended without
 * Kafka. Its five events are in the resources as that release wrote them.
 */
class SpoolOfRules1Test {
    private static final List<String> IDS = List.of("01a22417-1b60-77eb-b662-2d5271052f15",
            "01a22417-1b8b-73ed-b67c-fd8240259e56", "01a22417-1b9c-70af-98fc-ba016bfa7da2",
            "01a22417-1ba5-7525-aea3-f7fc66df4476", "01a22417-1ba5-7525-aea3-f7fcc0af1dae");
    private static final int VERSION_1 = 1;
    private static final int VERSION_2 = 8;
    private static final AvroCodec<UsageEvent> CODEC =
            new AvroCodec<>(UsageEvent.class, "usage-events", ReleasedSchemas.load());

    @TempDir Path spool;
    private final ScriptedKafka kafka = new ScriptedKafka();

    @BeforeEach void leaveSpool() throws IOException {
        for (String file : List.of("00000000000000000001.spool", "cursor")) {
            try (InputStream in = getClass().getResourceAsStream("spool-of-2026-11-28/" + file)) {
                Files.copy(in, spool.resolve(file));
            }
        }
    }

    @Test void its_events_are_delivered_first_as_they_were_written() {
        try (UsagePublisher publisher = open()) {
            publisher.publish(Usage.of("acme").app("cursor").model("m").tokens(1, 2).build());
            String last = publisher.publish(Usage.of("acme").app("cursor").model("m")
                    .serviceTier("batch").unit("web_search", 3).build()).eventId().toString();
            Await.until("all have arrived", () -> publisher.metrics().waiting() == 0);

            assertThat(kafka.taken).hasSize(7);
            assertThat(kafka.taken.subList(0, 5)).extracting(r -> CODEC.decode(r.value())
                    .getEventId()).containsExactlyElementsOf(IDS);
            assertThat(kafka.taken).extracting(SpoolOfRules1Test::schemaId).containsExactly(
                    VERSION_1, VERSION_1, VERSION_1, VERSION_1, VERSION_1, VERSION_1, VERSION_2);
            UsageEvent old = CODEC.decode(kafka.taken.get(1).value());
            assertThat(old.getModel()).isEqualTo("claude-haiku-4-5");
            assertThat(old.getServiceTier()).isNull();
            UsageEvent late = CODEC.decode(kafka.taken.get(6).value());
            assertThat(late.getEventId()).isEqualTo(last);
            assertThat(late.getServiceTier()).isEqualTo("batch");
            assertThat(late.getUnits()).isEqualTo(Map.of("web_search", 3L));
            assertThat(publisher.metrics().resent()).isEqualTo(5);
        }
    }

    private static int schemaId(ProducerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(record.value()).getInt(1);
    }

    private UsagePublisher open() {
        return UsagePublisher.builder().bootstrapServers("127.0.0.1:1").spool(spool)
                .producers(settings -> kafka.producer()).open();
    }
}
