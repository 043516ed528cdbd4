package dev.extrausage.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON bodies: UTF-8 and nothing else, bounded in depth and in the length of
 * names and numbers, with no key twice and nothing after the end.
 */
public final class JsonBody {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 256;
    private static final int USUAL_BYTES = 512;
    /** Java puts it where bytes are no UTF-8; a body may also have it itself. */
    private static final char REPLACEMENT = '\uFFFD';
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME).build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    /** Writes one value, piece by piece. */
    @FunctionalInterface
    public interface Writing {
        /** Writes it to {@code json}. */
        void to(JsonGenerator json) throws IOException;
    }

    private JsonBody() {}

    /**
     * The one value in {@code bytes}.
     *
     * @throws Problem bad_request: empty, not UTF-8, or not JSON within the bounds
     */
    public static JsonNode parse(byte[] bytes) {
        // Jackson guesses UTF-16 and UTF-32 by the first bytes, and takes some invalid UTF-8.
        String text = text(bytes);
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The body is empty: must be JSON.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** The problem of a body that is no JSON, or not within the bounds. */
    public static Problem notJson(JsonProcessingException e) {
        return Problem.of(ProblemCode.BAD_REQUEST, "The body is not JSON that is read here"
                + at(e.getLocation()) + ": " + reason(e) + ".");
    }

    /** The fields of the one object in {@code bytes}, all of which must be among {@code known}. */
    public static BodyFields object(byte[] bytes, String... known) {
        return BodyFields.of("the body", parse(bytes), known);
    }

    /**
     * A body as text.
     *
     * @throws Problem bad_request: it is not UTF-8
     */
    public static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // what is no UTF-8 would have been replaced
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The body is not valid UTF-8.");
        }
    }

    private static String at(JsonLocation place) {
        return place == null ? ""
                : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    /** Jackson's first line, in visible ASCII and cut short: it may quote the body. */
    private static String reason(JsonProcessingException e) {
        String line = e.getOriginalMessage().lines().findFirst().orElse("")
                .replaceAll("[^ -~]", "?");
        return line.length() <= 160 ? line : line.substring(0, 160);
    }

    /** {@code node} as UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }

    /** The value that {@code writing} writes, as UTF-8, without a tree. */
    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }
}
