package dev.extrausage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.wire.CutBytes;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Long inputs, for who decides them and for who keeps them as they came. */
class InputBytesTest {
    private static final String INPUTS = "usage-events";

    @Test
    void a_keeper_of_inputs_has_a_long_value_whole() {
        assertThat(bytesOf(new InputBytes(1_000_000), 300_000)).hasSize(300_000);
        assertThat(CutBytes.isCut(bytesOf(new InputBytes(1_000_000), 1_000_001))).isTrue();
        assertThat(CutBytes.isCut(bytesOf(new InputBytes(), 300_000))).isTrue();
    }

    @Test
    void a_keeper_of_inputs_has_one_long_value_a_poll() {
        InputBytes keeper = new InputBytes(1_000_000);
        bytesOf(keeper, 300_000);
        assertThatThrownBy(() -> bytesOf(keeper, 300_000))
                .isInstanceOf(SerializationException.class);
        keeper.open();
        assertThat(bytesOf(keeper, 300_000)).hasSize(300_000);
    }

    private static byte[] bytesOf(InputBytes reader, int length) {
        return reader.deserialize(INPUTS, new RecordHeaders(), ByteBuffer.allocate(length));
    }
}
