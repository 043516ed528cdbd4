package dev.extrausage.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Reads an event from one line of JSON, strictly: whatever is unknown, repeated, missing, of
 * another type or out of its bounds is a {@link BadInput} whose message says so (SPEC section 12).
 * Keeps its buffers between lines, so an instance belongs to one thread.
 */
public final class EventJson {
    /** The longest line that is read, in bytes: as much as a record may have (section 4). */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_DEPTH = 8;
    /** Beginnings of what the parser adds of itself: where an object began, what it could allow. */
    private static final List<String> PARSER_NOTES =
            List.of(" (start marker at ", ": enable `", " (not recognized as one since ");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    // Names are not interned: a hostile file could fill the JVM's table of them. A long number or
    // name is no fault of the JSON: its field refuses it, by its own bound.
    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_BYTES).maxNameLength(MAX_BYTES).build())
            .build();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private char[] chars = new char[1024];

    /**
     * Reads the event in the first {@code length} of {@code bytes}; throws {@link BadInput} saying
     * what is wrong.
     */
    public EventLine read(byte[] bytes, int length) {
        if (length > MAX_BYTES) {
            throw new BadInput("the line is longer than " + MAX_BYTES + " bytes");
        }
        return event(parse(decode(bytes, length)));
    }

    /**
     * The characters of the line, in {@link #chars}. Jackson is not given the bytes: it would guess
     * at UTF-16 and pass over a byte order mark and overlong forms, where the contract is UTF-8.
     */
    private int decode(byte[] bytes, int length) {
        if (chars.length < length) {
            chars = new char[Math.max(length, 2 * chars.length)];
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return decodeUtf8(bytes, length);
            }
            chars[i] = (char) bytes[i];
        }
        return length;
    }

    private int decodeUtf8(byte[] bytes, int length) {
        CharBuffer out = CharBuffer.wrap(chars);
        utf8.reset();
        try {
            var result = utf8.decode(ByteBuffer.wrap(bytes, 0, length), out, true);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new BadInput("the line is not valid UTF-8");
        }
        if (out.position() > 0 && chars[0] == BYTE_ORDER_MARK) {
            throw new BadInput("the line begins with a byte order mark: save the file without it");
        }
        return out.position();
    }

    private JsonFields parse(int length) {
        try (JsonParser parser = factory.createParser(chars, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadInput("the line is not a JSON object");
            }
            JsonFields line = JsonFields.read("the line", parser);
            if (parser.nextToken() != null) {
                throw new BadInput("the line has something after its JSON object");
            }
            return line;
        } catch (JsonProcessingException e) {
            throw new BadInput("the line is not valid JSON: " + said(e) + column(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does no I/O", e);
        }
    }

    /**
     * Without the notes on the parser's own settings, which the sender cannot change, and escaped:
     * it quotes the line, in which a U+2028 ends a line for many who read the answer.
     */
    private static String said(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        for (String note : PARSER_NOTES) {
            int start = message.indexOf(note);
            message = start < 0 ? message : message.substring(0, start);
        }
        return BadInput.escaped(message);
    }

    private static String column(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    }

    private static EventLine event(JsonFields line) {
        JsonFields usage = line.object("usage");
        JsonFields account = line.object("account");
        Long receivedAt = line.optionalTime("received_at");
        line.end();
        if ((usage == null) == (account == null)) {
            throw new BadInput("the line has "
                    + (usage == null ? "neither usage nor account" : "both usage and account")
                    + ": must be exactly one of them");
        }
        Event event = usage != null ? usageEvent(usage) : accountEvent(account);
        return new EventLine(event, receivedAt);
    }

    private static UsageEvent usageEvent(JsonFields f) {
        UsageEvent event = new UsageEvent(
                EventId.parse(f.text("event_id")), f.text("account_id"), f.text("member_id"),
                f.time("occurred_at"), f.text("app"), f.text("session_id"), f.text("model"),
                f.integer("input_tokens"), f.integer("output_tokens"),
                f.integer("cache_write_tokens"), f.integerOr("cache_write_1h_tokens", 0),
                f.integer("cache_read_tokens"), f.text("service_tier"), units(f));
        f.end();
        return event;
    }

    /** The counts of units; null among them is no count (SPEC section 4). */
    private static Map<String, Long> units(JsonFields f) {
        JsonFields units = f.object("units");
        return units == null ? Map.of() : units.integers("0 to " + Bounds.MAX_UNIT_COUNT);
    }

    private static AccountEvent accountEvent(JsonFields f) {
        JsonFields change = f.object("change");
        AccountEvent event = new AccountEvent(
                EventId.parse(f.text("event_id")), f.text("account_id"), f.time("occurred_at"),
                f.text("actor"), f.text("note"), change == null ? null : ChangeJson.read(change));
        f.end();
        return event;
    }
}
