package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity of an input (M4). */
class EventIdTest {
    /** From SHA-256("acme"), computed apart; another value would repeat facts reported before. */
    private static final String GOLDEN = "019c1347-d280-78a0-a20a-5ba7cd5ebcaa";
    private static final String TEXT = "019c12f3-4a5b-7c6d-8e9f-0123456789ab";

    @Test void an_id_round_trips_in_its_36_character_form() {
        assertThat(EventId.parse(TEXT)).hasToString(TEXT);
        UUID uuid = UUID.fromString(TEXT);
        assertThat(EventId.parse(TEXT)).isEqualTo(
                new EventId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    }

    @Test void upper_case_is_the_same_id_written_in_lower_case() {
        assertThat(EventId.parse(TEXT.toUpperCase())).isEqualTo(EventId.parse(TEXT))
                .hasToString(TEXT);
    }

    @Test void an_id_carries_its_time() {
        assertThat(EventId.parse(TEXT).time()).isEqualTo(0x019c12f34a5bL);
        assertThat(EventId.parse("ffffffff-ffff-7fff-bfff-ffffffffffff").time())
                .isEqualTo(0xffff_ffff_ffffL);
        assertThat(EventId.parse("00000000-0000-7000-8000-000000000000").time()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "019c12f3-4a5b-4c6d-8e9f-0123456789ab",
        "019c12f3-4a5b-8c6d-8e9f-0123456789ab", "019c12f3-4a5b-7c6d-7e9f-0123456789ab",
        "019c12f3-4a5b-7c6d-ce9f-0123456789ab", "019c12f34a5b7c6d8e9f0123456789ab",
        "{019c12f3-4a5b-7c6d-8e9f-0123456789ab}", "019c12f3-4a5b-7c6d-8e9f-0123456789a",
        "019c12f3-4a5b-7c6d-8e9f-0123456789abc", "19c12f3-4a5b-7c6d-8e9f-0123456789ab",
        "019c12f3-4a5b-7c6d-8e9f-0123456789ag", " 019c12f3-4a5b-7c6d-8e9f-0123456789ab",
        "019c12f3-4a5b-7c6d-8e9f-0123456789ab\n", "urn:uuid:019c12f3-4a5b-7c6d-8e9f-0123456789ab"})
    void any_other_form_version_or_variant_is_a_bad_input(String text) {
        assertThatThrownBy(() -> EventId.parse(text)).isInstanceOf(BadInput.class)
                .hasMessageStartingWith("event_id is ").hasMessageContaining("UUID version 7");
    }

    @Test void an_absent_id_is_a_bad_input() {
        assertThatThrownBy(() -> EventId.parse(null)).isInstanceOf(BadInput.class)
                .hasMessage("event_id is missing");
    }

    @Test void bits_of_another_version_or_variant_are_refused() {
        assertThatThrownBy(() -> new EventId(0x4000, 0x8000_0000_0000_0000L))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new EventId(0x7000, 0xC000_0000_0000_0000L))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new EventId(0x7000, 0x4000_0000_0000_0000L))
                .isInstanceOf(BadInput.class);
    }

    @Test void a_derived_id_is_the_same_for_the_same_fact() {
        EventId id = EventId.derived(1_769_850_000_000L, "cycle-reset:acme:1769850000000");
        assertThat(EventId.derived(1_769_850_000_000L, "cycle-reset:acme:1769850000000"))
                .isEqualTo(id);
        assertThat(id.time()).isEqualTo(1_769_850_000_000L);
        assertThat(EventId.parse(id.toString())).isEqualTo(id);
    }

    @Test void a_derived_id_is_another_for_another_fact_or_time() {
        EventId id = EventId.derived(1_769_850_000_000L, "cycle-reset:acme:1");
        assertThat(EventId.derived(1_769_850_000_000L, "cycle-reset:acme:2")).isNotEqualTo(id);
        assertThat(EventId.derived(1_769_850_000_001L, "cycle-reset:acme:1")).isNotEqualTo(id);
    }

    @Test void a_derived_id_never_changes() {
        assertThat(EventId.derived(1_769_850_000_000L, "acme")).hasToString(GOLDEN);
    }
}
