package dev.extrausage.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Event;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.CreditVoided;
import dev.extrausage.schemas.CycleReset;
import dev.extrausage.schemas.UsageEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final String ID = "019B76DA-A800-7000-8000-000000000001";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test void every_event_comes_back_from_avro_as_it_was(@Seed long first) {
        for (long seed = first; seed < first + 40; seed++) {
            for (Input input : Histories.nasty(seed, 300, "acme", Catalogs.severalVersions())) {
                Event event = input.event();
                assertThat(EventCodec.causeToCore(Reference.cause(event)))
                        .as("seed %d", seed).isEqualTo(event);
            }
        }
    }

    @Test void an_id_in_capitals_is_the_same_id() {
        assertThat(EventCodec.toCore(usage(ID, 1)).eventId())
                .isEqualTo(EventCodec.toCore(usage(ID.toLowerCase(), 1)).eventId());
    }

    @Test void a_value_out_of_bounds_is_named_with_its_bound() {
        assertThatThrownBy(() -> EventCodec.toCore(usage(ID, -1))).isInstanceOf(BadInput.class)
                .hasMessage("input_tokens is -1: must be 0 to 1000000000");
        assertThatThrownBy(() -> EventCodec.toCore(usage("x", 1))).isInstanceOf(BadInput.class)
                .hasMessageStartingWith("event_id is \"x\": must be");
    }

    @Test void an_unknown_kind_of_grant_names_the_known_ones() {
        AccountEvent event = new AccountEvent(ID, "acme", TIME, "support",
                new CreditGranted("g", "GIFT", 1L, null, null, null), null, null);
        assertThatThrownBy(() -> EventCodec.toCore(event)).isInstanceOf(BadInput.class)
                .hasMessage("kind is \"GIFT\": must be PURCHASE, AUTO_RELOAD or GOODWILL");
    }

    @Test void an_event_says_one_change_and_not_two() {
        AccountEvent event = new AccountEvent(ID, "acme", TIME, "support",
                new CycleReset(TIME), null, new CreditVoided("gift"));
        assertThatThrownBy(() -> EventCodec.toCore(event)).isInstanceOf(BadInput.class)
                .hasMessageStartingWith("change and later_change are both given");
    }

    @Test void the_placeholder_alone_is_out_of_bounds() {
        AccountEvent event = new AccountEvent(ID, "acme", TIME, "support",
                new CycleReset(Instant.EPOCH), null, null);
        assertThatThrownBy(() -> EventCodec.toCore(event)).isInstanceOf(BadInput.class)
                .hasMessageStartingWith("cycle_start is \"1970-01-01T00:00:00.000Z\"");
    }

    private static UsageEvent usage(String id, long inputTokens) {
        return new UsageEvent(id, "acme", null, TIME, "cursor", null, "claude-opus-4-5",
                inputTokens, 0L, 0L, 0L, 0L, null, null);
    }
}
