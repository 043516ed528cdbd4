package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndecidedInputsTest {
    @TempDir private Path folder;
    private final UndecidedInputs inputs = new UndecidedInputs();

    @Test
    void undecided_inputs_come_in_the_order_of_their_receipt() throws Exception {
        add(Topics.USAGE_EVENTS, 0, file("u1", 0, 20, 40), file("u2", 3, 41));
        add(Topics.ACCOUNT_EVENTS, 0, file("a", 0, 10, 50));
        add(Topics.CREDIT_EVENTS, 0, file("c", 0, 30));
        assertThat(all()).containsExactly("account-events 10", "usage-events 20",
                "credit-events 30", "usage-events 40", "usage-events 41", "account-events 50");
    }

    @Test
    void accounts_come_before_credit_and_usage_of_the_same_time() throws Exception {
        add(Topics.USAGE_EVENTS, 0, file("u", 0, 7));
        add(Topics.CREDIT_EVENTS, 0, file("c", 0, 7));
        add(Topics.ACCOUNT_EVENTS, 0, file("a", 0, 7));
        assertThat(all()).containsExactly("account-events 7", "credit-events 7", "usage-events 7");
    }

    @Test
    void what_was_decided_is_left_out() throws Exception {
        add(Topics.USAGE_EVENTS, 5, file("u1", 3, 1, 2), file("u2", 5, 3, 4));
        add(Topics.ACCOUNT_EVENTS, 9, file("a", 0, 5));
        assertThat(all()).containsExactly("usage-events 3", "usage-events 4");
    }

    private void add(Topics topic, long from, Path... files) {
        inputs.add(topic, List.of(files), from);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        inputs.forEach((topic, record) -> all.add(topic.topicName() + " " + record.timestamp()));
        return all;
    }

    /** Records from an offset on with these times. */
    private Path file(String name, long first, long... times) throws Exception {
        Path file = folder.resolve(name);
        try (RecordFileWriter out = new RecordFileWriter(file, name)) {
            for (int i = 0; i < times.length; i++) {
                out.append(new KeptRecord(0, first + i, times[i], new byte[] {1}, new byte[] {2},
                        new RecordHeaders()));
            }
            out.finish();
        }
        return file;
    }
}
