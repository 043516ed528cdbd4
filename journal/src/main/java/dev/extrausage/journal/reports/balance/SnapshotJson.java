package dev.extrausage.journal.reports.balance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Balance;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A snapshot as JSON, with the contract's field names and amounts as integers (SPEC 4, 12), and
 * beside them what the snapshot alone does not tell: the present rate.
 */
public final class SnapshotJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SnapshotJson() {}

    /** One object; {@code lasts_days} is rounded down, and null when nothing is drawn. */
    public static ObjectNode of(Balance balance, DrawRate rate, Instant now) {
        ObjectNode json = object(balance);
        json.put("drawn_nanos", rate.drawnNanos());
        json.put("drawn_over_hours", rate.over().toHours());
        json.put("drawn_per_day_nanos", rate.perDayNanos());
        rate.lasts(balance, now).ifPresentOrElse(
                lasts -> json.put("lasts_days", lasts.toDays()), () -> json.putNull("lasts_days"));
        return json;
    }

    private static ObjectNode object(IndexedRecord record) {
        ObjectNode json = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.set(field.name(), value(record.get(field.pos())));
        }
        return json;
    }

    private static JsonNode value(Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof IndexedRecord record) {
            return object(record);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(item -> array.add(value(item)));
            return array;
        }
        if (value instanceof Instant time) {
            return JSON.textNode(UtcTime.format(time.toEpochMilli()));
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        return value instanceof Number number ? JSON.numberNode(number.longValue())
                : JSON.textNode(value.toString());
    }
}
