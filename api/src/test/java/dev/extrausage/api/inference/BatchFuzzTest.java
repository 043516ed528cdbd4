package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Batches put together at random: JSON that is no usage, and bytes that are no JSON. */
class BatchFuzzTest {
    private static final String GOOD = "{\"account_id\": \"ada\", \"app\": \"cursor\","
            + " \"model\": \"m\", \"input_tokens\": 1, \"output_tokens\": 2}";
    private static final List<String> NAMES = List.of("event_id", "account_id", "member_id",
            "occurred_at", "app", "session_id", "model", "input_tokens", "output_tokens",
            "cache_write_tokens", "service_tier", "units", "admission_id", "data", "id", "source",
            "type", "time", "subject", "specversion", "datacontenttype", "colour", "", "ü", "a b");
    private static final List<String> VALUES = List.of("1", "-1", "0", "1.5", "1e3", "-1e999999999",
            "\"\"", "\"a\"", "\"1.0\"", "\"\\u0000\"", "\"\\ud800\"", "true", "false", "null", "[]",
            "[[[]]]", "{}", "{\"a\": 1}", "{\"a\": {\"b\": {\"c\": {}}}}", "1000000001",
            "9".repeat(300), "\"" + "x".repeat(5_000) + "\"", "\"2026-11-29T10:00:00Z\"",
            "\"2026-11-29T10:00:00+02:00\"", "\"019acf0e-6c31-7d14-8c8f-2b6f6a2d9a01\"",
            "\"+999999999-01-01T00:00:00Z\"");

    @Test
    void items_of_any_json_are_read_or_refused_alone(@Seed long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<String> items = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                items.add(GOOD);
                items.add(value(random, 0));
            }
            String array = "[" + String.join(", ", items) + "]";
            List<BatchItem> events = BatchReader.events(utf8("{\"events\": " + array + "}"));
            assertThat(events).hasSize(items.size());
            for (int i = 0; i < items.size(); i++) {
                boolean isRead = isRead(events.get(i), UsageItem::of);
                assertThat(isRead || i % 2 == 1).as(items.get(i)).isTrue();
            }
            BatchReader.array(utf8(array)).forEach(item -> isRead(item, CloudEvent::read));
        }
    }

    /** False if it was refused with a problem of the caller's, which is all that may happen. */
    private static boolean isRead(BatchItem item, Function<BatchItem, UsageItem> reading) {
        try {
            reading.apply(item);
            return true;
        } catch (Problem e) {
            assertThat(e.code()).isEqualTo(ProblemCode.BAD_REQUEST);
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
            return false;
        }
    }

    private static String value(Random random, int depth) {
        if (depth > 2 || random.nextInt(3) > 0 && depth > 0) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        StringBuilder object = new StringBuilder("{");
        for (int i = random.nextInt(NAMES.size()); i >= 0; i--) {
            object.append('"').append(NAMES.get(random.nextInt(NAMES.size()))).append("\": ")
                    .append(value(random, depth + 1)).append(i > 0 ? ", " : "");
        }
        return object.append('}').toString();
    }

    @Test
    void bytes_that_are_no_json_are_refused_whole(@Seed long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] body = utf8("{\"events\": [" + GOOD + "]}");
            for (int i = random.nextInt(3); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            try {
                BatchReader.events(body).forEach(item -> isRead(item, UsageItem::of));
            } catch (Problem e) {
                assertThat(e.code()).isEqualTo(ProblemCode.BAD_REQUEST);
            }
        }
    }

    @Test
    void long_and_deep_bodies_take_little_time_and_memory() {
        assertThat(BatchReader.events(utf8("{\"events\": [{\"input_tokens\": "
                + "1".repeat(1_000_000) + "}, " + GOOD + "]}"))).hasSize(2);
        assertThatThrownBy(() -> BatchReader.array(utf8("[".repeat(1_000_000))))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> BatchReader.single(utf8("{\"a\": ".repeat(150_000))))
                .isInstanceOf(Problem.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
