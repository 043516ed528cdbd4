package dev.extrausage.api.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a body into items. A body that is no JSON is refused whole; what is JSON and yet no item,
 * such as a key that is repeated, a number of a hundred digits or an array within an item, spoils
 * that item alone.
 */
final class BatchReader {
    /** The most items of a batch. */
    static final int MOST = 1_000;

    private static final String BOUND = "an array of 1 to " + MOST + " items";
    private static final JsonFactory JSON = JsonFactory.builder()
            // Names are not interned: a hostile body could fill the JVM's table of them.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // A long number is no fault of the other items; the reader never converts it.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
            .build();

    private BatchReader() {}

    /** Reads a body at the token that it begins with. */
    private interface Reading {
        List<BatchItem> read(JsonParser parser) throws IOException;
    }

    /** The items of {@code {"events": […]}}. */
    static List<BatchItem> events(byte[] body) {
        return whole(body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The body must be a JSON object.");
            }
            List<BatchItem> items = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (!parser.currentName().equals("events") || items != null) {
                    throw notKnown(parser.currentName());
                }
                parser.nextToken();
                items = items("events", parser);
            }
            if (items == null) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "events is missing: must be " + BOUND
                        + ".").with("field", "events").with("bound", BOUND);
            }
            return items;
        });
    }

    private static Problem notKnown(String name) {
        return Problem.of(ProblemCode.BAD_REQUEST, name.equals("events")
                ? "The body has the field \"events\" twice."
                : "The body has the unknown field " + BadInput.shown(name) + ": known is events.")
                .with("field", BadInput.shown(name).replace("\"", ""));
    }

    /** The items of a body that is an array. */
    static List<BatchItem> array(byte[] body) {
        return whole(body, parser -> items("the body", parser));
    }

    /** The one item that a body is. */
    static List<BatchItem> single(byte[] body) {
        return whole(body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The body must be a JSON object.");
            }
            return List.of(new ItemParser(parser).read());
        });
    }

    private static List<BatchItem> whole(byte[] body, Reading reading) {
        try (JsonParser parser = JSON.createParser(JsonBody.text(body))) {
            if (parser.nextToken() == null) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The body is empty: must be JSON.");
            }
            List<BatchItem> items = reading.read(parser);
            if (parser.nextToken() != null) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The body goes on after its JSON value.");
            }
            return items;
        } catch (JsonProcessingException e) {
            throw JsonBody.notJson(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does no I/O", e);
        }
    }

    private static List<BatchItem> items(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.of(ProblemCode.BAD_REQUEST, capital(name) + " must be " + BOUND + ".")
                    .with("field", name).with("bound", BOUND);
        }
        List<BatchItem> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST) {
                throw Problem.badValue(name, "more than " + MOST + " items", BOUND);
            }
            items.add(new ItemParser(parser).read());
        }
        if (items.isEmpty()) {
            throw Problem.badValue(name, "0 items", BOUND);
        }
        return items;
    }

    private static String capital(String name) {
        return name.equals("the body") ? "The body" : name;
    }
}
