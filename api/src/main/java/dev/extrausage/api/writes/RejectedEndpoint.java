package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.UtcTime;
import dev.extrausage.intake.RejectedEvents;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.wire.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** {@code GET /v1/rejected-events}: the newest of what was no input, with why. */
final class RejectedEndpoint {
    /** The most bytes of a value that are shown: enough to know it again. */
    private static final int MOST_SHOWN = 4 * 1024;

    private final Supplier<Cluster> cluster;
    private final Errands errands;

    RejectedEndpoint(Supplier<Cluster> cluster, Errands errands) {
        this.cluster = cluster;
        this.errands = errands;
    }

    /** Answers the call. */
    CompletableFuture<Reply> list(Call call) {
        int limit = call.query().limit();
        return errands.run(() -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode events = body.putArray("rejected_events");
            RejectedEvents.newest(cluster.get(), limit).forEach(r -> events.add(json(r)));
            body.putNull("next");
            return Reply.ok(body);
        });
    }

    /** The record's place, why, and the first bytes of key and value, in base64. */
    static ObjectNode json(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rejected_at", UtcTime.format(record.timestamp()));
        json.put("reason", Rejection.header(headers, Rejection.REASON));
        json.put("topic", Rejection.header(headers, Rejection.TOPIC));
        json.put("partition", number(Rejection.header(headers, Rejection.PARTITION)));
        json.put("offset", number(Rejection.header(headers, Rejection.OFFSET)));
        json.put("length", number(Rejection.header(headers, Rejection.LENGTH)));
        json.put("sha256", Rejection.header(headers, Rejection.SHA_256));
        json.put("key", record.key() == null ? null
                : new String(shown(record.key()), StandardCharsets.UTF_8));
        json.put("value_base64", record.value() == null ? null
                : Base64.getEncoder().encodeToString(shown(record.value())));
        return json;
    }

    private static byte[] shown(byte[] bytes) {
        return bytes.length <= MOST_SHOWN ? bytes : Arrays.copyOf(bytes, MOST_SHOWN);
    }

    private static Long number(String text) {
        return text == null ? null : (Long) Long.parseLong(text);
    }
}
