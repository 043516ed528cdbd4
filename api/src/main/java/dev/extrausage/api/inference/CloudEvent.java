package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.EventId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads usage from a CloudEvent 1.0 in structured mode. Its {@code subject} is the account, its
 * {@code time} the time of the request, and its {@code data} or {@code data_base64} has the other
 * fields. Any {@code type} will do, since all that comes here is usage; attributes of extensions
 * are passed over.
 *
 * <p>An {@code id} that is a UUID version 7 is the event's id. Any other becomes one: the time of
 * the event, and a hash of {@code source} and {@code id}, which together name it (CloudEvents
 * 3.1.1). So an event that is sent again counts once, and it must have a {@code time}.
 */
final class CloudEvent {
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,64}");
    private static final Pattern JSON =
            Pattern.compile("(?i)[a-z0-9.+-]+/(json|[a-z0-9.+-]+\\+json)\\s*(;.*)?");
    private static final int LONGEST = 1_024;
    private static final String BASE64 = "data_base64";

    private final ObjectNode event;

    private CloudEvent(ObjectNode event) {
        this.event = event;
    }

    /** Reads an item; a {@link Problem} names the attribute that is not as it must be. */
    static UsageItem read(BatchItem item) {
        if (item.fault() != null) {
            throw item.fault();
        }
        return new CloudEvent(item.json()).usage();
    }

    private UsageItem usage() {
        checkNames();
        String version = text("specversion");
        if (!version.equals("1.0")) {
            throw Problem.badValue("specversion", version, "1.0");
        }
        String id = text("id");
        String source = text("source");
        text("type");
        if (event.hasNonNull("datacontenttype")
                && !JSON.matcher(text("datacontenttype")).matches()) {
            throw Problem.badValue("datacontenttype", text("datacontenttype"), "application/json");
        }
        Long time = event.hasNonNull("time") ? (Long) time() : null;
        return UsageItem.ofData(data(), account(), eventId(id, source, time), time);
    }

    private JsonNode data() {
        JsonNode data = event.get("data");
        boolean isThere = data != null && !data.isNull();
        if (event.hasNonNull(BASE64)) {
            if (isThere) {
                throw Problem.badValue(BASE64, event.get(BASE64).asText(), "absent beside data");
            }
            return decoded(event.get(BASE64).asText());
        }
        if (!isThere) {
            throw missing("data", "a JSON object with the fields of usage");
        }
        return data;
    }

    /** Decodes data that a producer has as bytes (CloudEvents JSON format, 3.1.1). */
    private static JsonNode decoded(String base64) {
        BatchItem item;
        try {
            item = BatchReader.single(Base64.getDecoder().decode(base64)).get(0);
        } catch (IllegalArgumentException | Problem e) {
            throw Problem.badValue(BASE64, base64, "a JSON object in base64");
        }
        if (item.fault() != null) {
            throw item.fault();
        }
        return item.json();
    }

    private void checkNames() {
        for (Iterator<String> names = event.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!ATTRIBUTE.matcher(name).matches() && !name.equals(BASE64)) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The item has the field "
                        + BadInput.shown(name) + ": a CloudEvents attribute has a name of a to z"
                        + " and 0 to 9, and its data is in \"data\" or \"data_base64\".")
                        .with("field", BadInput.shown(name).replace("\"", ""));
            }
        }
    }

    private static EventId eventId(String id, String source, Long time) {
        try {
            return EventId.parse(id);
        } catch (BadInput e) {
            if (time == null) {
                throw missing("time", "there where id is not a UUID version 7");
            }
            return EventId.derived(time, "cloudevent:" + source.length() + ':' + source + id);
        }
    }

    private String account() {
        String bound = "1 to " + Bounds.MAX_ACCOUNT_ID_LENGTH + " visible ASCII characters";
        String subject = text("subject");
        if (subject.length() > Bounds.MAX_ACCOUNT_ID_LENGTH
                || !subject.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw Problem.badValue("subject", subject, bound);
        }
        return subject;
    }

    /** As RFC 3339 has it, so of any offset from UTC, which no other time of the API may have. */
    private long time() {
        String text = text("time");
        try {
            return Bounds.time("time",
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant().toEpochMilli());
        } catch (BadInput | DateTimeException | ArithmeticException e) {
            throw Problem.badValue("time", text, "a time of RFC 3339, of 2000 to 2099");
        }
    }

    private String text(String name) {
        JsonNode node = event.get(name);
        String bound = "a string of 1 to " + LONGEST + " characters";
        if (node == null || node.isNull()) {
            throw missing(name, bound);
        }
        if (!node.isTextual() || node.textValue().isEmpty()
                || node.textValue().length() > LONGEST) {
            throw Problem.badValue(name, node.isTextual() ? node.textValue() : node.toString(),
                    bound);
        }
        return node.textValue();
    }

    private static Problem missing(String name, String bound) {
        return Problem.of(ProblemCode.BAD_REQUEST, name + " is missing: must be " + bound + ".")
                .with("field", name).with("bound", bound);
    }
}
