package dev.extrausage.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.extrausage.core.EventId;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UsageLoadTest {
    private static final long START = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final int EVENTS = 20_000;

    private final ReleasedSchemas schemas = ReleasedSchemas.load();
    private final AvroCodec<UsageEvent> codec =
            new AvroCodec<>(UsageEvent.class, "usage-events", schemas);

    @Test void equal_seeds_give_equal_bytes_and_other_seeds_others() {
        List<byte[]> first = values(shape(100, 0.01, 7), 1_000);

        assertThat(first).usingRecursiveComparison().isEqualTo(values(shape(100, 0.01, 7), 1_000));
        assertThat(first.get(0)).isNotEqualTo(values(shape(100, 0.01, 8), 1).get(0));
    }

    @Test void every_event_is_accepted_and_has_about_140_bytes() {
        long bytes = 0;
        for (Message message : messages(shape(1_000, 0.01, 1), EVENTS)) {
            dev.extrausage.core.UsageEvent event = EventCodec.toCore(codec.decode(message.value()));
            assertThat(event.accountId())
                    .isEqualTo(new String(message.key(), StandardCharsets.US_ASCII));
            assertThat(event.eventId().time()).isEqualTo(event.occurredAt())
                    .isBetween(START - TimeUnit.DAYS.toMillis(2), START + EVENTS);
            bytes += message.value().length;
        }

        assertThat(bytes / EVENTS).isBetween(130L, 150L);
    }

    @Test void the_share_of_repeated_events_is_as_asked_for() {
        for (double share : new double[] {0, 0.01, 0.3}) {
            Set<EventId> ids = new HashSet<>();
            for (byte[] value : values(shape(1_000, share, 3), EVENTS)) {
                ids.add(EventId.parse(codec.decode(value).getEventId()));
            }

            assertThat(1 - ids.size() / (double) EVENTS).isCloseTo(share, within(0.01));
        }
    }

    @Test void events_cost_on_average_what_credit_is_handed_out_for() {
        var prices = dev.extrausage.catalog.CatalogFile.defaultCatalog().at(START).prices();
        double nanos = 0;
        for (byte[] value : values(shape(1_000, 0, 4), EVENTS)) {
            dev.extrausage.core.UsageEvent event = EventCodec.toCore(codec.decode(value));
            nanos += prices.cost(event);
        }

        assertThat(nanos / EVENTS).isCloseTo(Population.MEAN_COST_NANOS,
                within(Population.MEAN_COST_NANOS * 0.1));
    }

    @Test void the_usual_skew_touches_as_many_accounts_as_once_measured() {
        Map<String, Integer> use = new HashMap<>();
        for (Message message : messages(shape(100_000, 0, 5), 15_800)) {
            use.merge(new String(message.key(), StandardCharsets.US_ASCII), 1, Integer::sum);
        }

        assertThat(use.size()).isBetween(11_400, 12_400);
    }

    @Test void without_skew_all_accounts_use_alike() {
        Skew even = new Skew(10, 0);
        Skew one = new Skew(1, 0.67);
        for (int rank = 0; rank < 10; rank++) {
            assertThat(even.shareOf(rank)).isCloseTo(0.1, within(1e-9));
        }

        assertThat(one.shareOf(0)).isCloseTo(1, within(1e-9));
        assertThat(one.rankOf(0.999_999)).isZero();
    }

    @Test void shares_of_all_accounts_sum_to_one_for_any_skew() {
        for (double exponent : new double[] {0, 0.5, 0.67, 1, 1.5, 3}) {
            Skew skew = new Skew(1_000, exponent);
            double sum = 0;
            for (int rank = 0; rank < 1_000; rank++) {
                sum += skew.shareOf(rank);
            }

            assertThat(sum).isCloseTo(1, within(1e-6));
            assertThat(skew.rankOf(0)).isZero();
            assertThat(skew.rankOf(Math.nextDown(1.0))).isBetween(900, 999);
        }
    }

    private static LoadShape shape(int accounts, double duplicates, long seed) {
        return new LoadShape(accounts, 0.67, duplicates, seed, EVENTS, START);
    }

    private List<byte[]> values(LoadShape shape, int count) {
        return messages(shape, count).stream().map(Message::value).toList();
    }

    private List<Message> messages(LoadShape shape, int count) {
        UsageLoad load = new UsageLoad(shape, schemas);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(load.next(START + i));
        }
        return messages;
    }
}
