package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PayBackMemoryTest {
    private static final PayBack ORDERED =
            PayBack.ordered("anna", "g-1", "r-1", 5_000_000_000L, 7, 900, 1_000);
    private static final PayBack REFUSED =
            PayBack.ofRefusedCredit("anna", null, null, 5, 8, 900, 1_000);
    private final PayBackMemory memory = new PayBackMemory();

    @Test void what_is_written_is_read_again() {
        for (PayBack.Stage stage : PayBack.Stage.values()) {
            assertThat(PayBackMemory.decode(PayBackMemory.encode(ORDERED.at(stage, 7))))
                    .isEqualTo(ORDERED.at(stage, 7));
        }
        assertThat(PayBackMemory.decode(PayBackMemory.encode(REFUSED))).isEqualTo(REFUSED);
    }

    @Test void the_bytes_of_this_format_never_change() {
        assertThat(HexFormat.of().formatHex(PayBackMemory.encode(REFUSED))).isEqualTo(
                "01" + "0004616e6e61" + "00086372656469743a38" + "000e4352454449545f52454655534544"
                        + "0000" + "0000" + "0000" + "0000000000000005" + "0000000000000008"
                        + "0000000000000384" + "00044f574544" + "00000000000003e8");
    }

    @Test void another_format_is_refused_in_words() {
        assertThatThrownBy(() -> PayBackMemory.decode(new byte[] {9}))
                .hasMessageContaining("format 9").hasMessageContaining("format 1");
    }

    @Test void a_tombstone_forgets() {
        byte[] key = ORDERED.key().getBytes(StandardCharsets.UTF_8);
        memory.replay(key, PayBackMemory.encode(ORDERED));
        assertThat(memory.find("anna", ORDERED.name())).isEqualTo(ORDERED);
        memory.replay(key, null);
        assertThat(memory.find("anna", ORDERED.name())).isNull();
    }

    @Test void a_debt_is_never_forgotten_the_rest_after_36_days() {
        memory.put(ORDERED);
        memory.put(REFUSED.at(PayBack.Stage.PAID_BACK, 1_000));
        assertThat(memory.settledLongAgo(1_000 + TopUpMemory.KEPT_MILLIS)).isEmpty();
        assertThat(memory.settledLongAgo(1_001 + TopUpMemory.KEPT_MILLIS))
                .containsExactly(REFUSED.at(PayBack.Stage.PAID_BACK, 1_000));
    }
}
