package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.UtcTime;
import dev.extrausage.intake.RejectedEvents;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** {@code GET /v1/rejected-events}: the newest of what was no input, with why. */
final class RejectedEndpoint {
    private static final List<String> TOPICS = Stream.of(
            Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS)
            .map(Topics::topicName).toList();

    private final Supplier<Cluster> cluster;
    private final Errands errands;

    RejectedEndpoint(Supplier<Cluster> cluster, Errands errands) {
        this.cluster = cluster;
        this.errands = errands;
    }

    /** Answers the call; a cursor is the place of the last one shown. */
    CompletableFuture<Reply> list(Call call) {
        int limit = call.query().limit();
        Long from = call.query().time("from");
        Long to = call.query().time("to");
        String topic = call.query().choice("topic", TOPICS, null);
        Cursor cursor = call.query().cursor();
        RejectedEvents.Place after = cursor == null ? null : new RejectedEvents.Place(
                cursor.number(0), (int) cursor.number(1), cursor.number(2));
        return errands.run(() -> Reply.ok(page(RejectedEvents.newest(cluster.get(), limit + 1,
                after, record -> (from == null || record.timestamp() >= from)
                        && (to == null || record.timestamp() < to)
                        && (topic == null || topic.equals(
                                Rejection.header(record.headers(), Rejection.TOPIC)))), limit)));
    }

    private static ObjectNode page(List<ConsumerRecord<byte[], byte[]>> found, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode events = body.putArray("rejected_events");
        found.stream().limit(limit).forEach(record -> events.add(json(record)));
        RejectedEvents.Place last = found.size() <= limit ? null
                : RejectedEvents.Place.of(found.get(limit - 1));
        body.put("next", last == null ? null : Cursor.of(Long.toString(last.timestamp()),
                Integer.toString(last.partition()), Long.toString(last.offset())).toString());
        return body;
    }

    /** The record's place, why, and what is kept of key and value. */
    static ObjectNode json(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rejected_at", UtcTime.format(record.timestamp()));
        json.put("reason", Rejection.header(headers, Rejection.REASON));
        json.put("key", record.key() == null ? null
                : new String(record.key(), StandardCharsets.UTF_8));
        json.putObject("source").put("topic", Rejection.header(headers, Rejection.TOPIC))
                .put("partition", number(headers, Rejection.PARTITION))
                .put("offset", number(headers, Rejection.OFFSET));
        json.put("length", number(headers, Rejection.LENGTH));
        json.put("sha256", Rejection.header(headers, Rejection.SHA_256));
        json.put("value", record.value() == null ? null
                : Base64.getEncoder().encodeToString(record.value()));
        return json;
    }

    private static Long number(Headers headers, String name) {
        String text = Rejection.header(headers, name);
        return text == null ? null : (Long) Long.parseLong(text);
    }
}
