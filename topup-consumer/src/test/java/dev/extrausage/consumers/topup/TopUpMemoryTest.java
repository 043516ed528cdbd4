package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.GrantKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TopUpMemoryTest {
    private static final TopUp PAID = new TopUp("anna", "buy-1", GrantKind.PURCHASE,
            20_000_000_000L, TopUp.Stage.PAID, 1_000, 42);
    private final TopUpMemory memory = new TopUpMemory();

    @Test void what_is_written_is_read_again() {
        for (TopUp.Stage stage : TopUp.Stage.values()) {
            TopUp topUp = PAID.at(stage, 7);
            assertThat(TopUpMemory.decode(TopUpMemory.encode(topUp))).isEqualTo(topUp);
        }
    }

    @Test void the_bytes_of_this_format_never_change() {
        assertThat(HexFormat.of().formatHex(TopUpMemory.encode(PAID))).isEqualTo(
                "01" + "0004616e6e61" + "00056275792d31" + "00085055524348415345"
                        + "00000004a817c800" + "000450414944" + "00000000000003e8"
                        + "000000000000002a");
    }

    @Test void another_format_is_refused_in_words() {
        assertThatThrownBy(() -> TopUpMemory.decode(new byte[] {9}))
                .hasMessageContaining("format 9").hasMessageContaining("format 1");
    }

    @Test void a_tombstone_forgets() {
        byte[] key = PAID.name().getBytes(StandardCharsets.UTF_8);
        memory.replay(key, TopUpMemory.encode(PAID));
        assertThat(memory.find("anna", "buy-1")).isEqualTo(PAID);
        assertThat(memory.lastRequestOffset()).isEqualTo(42);
        memory.replay(key, null);
        assertThat(memory.find("anna", "buy-1")).isNull();
    }

    @Test void only_settled_top_ups_are_forgotten_after_36_days() {
        long settled = 1_000;
        for (TopUp.Stage stage : TopUp.Stage.values()) {
            memory.put(new TopUp("anna", stage.name(), GrantKind.PURCHASE, 1, stage, settled, 0));
        }
        assertThat(memory.settledLongAgo(settled + TopUpMemory.KEPT_MILLIS)).isEmpty();
        assertThat(memory.settledLongAgo(settled + TopUpMemory.KEPT_MILLIS + 1))
                .extracting(TopUp::stage).containsExactlyInAnyOrder(
                        TopUp.Stage.CREDITED, TopUp.Stage.DECLINED, TopUp.Stage.REFUNDED,
                        TopUp.Stage.GIVEN_UP);
    }
}
