package dev.extrausage.api.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import java.io.IOException;

/** Reads one item to its end whatever is in it, and remembers the first fault. */
final class ItemParser {
    /** Units lie in the data of a CloudEvent: nothing of an item is deeper. */
    private static final int DEEPEST = 3;
    /** So many digits always fit a long. */
    private static final int DIGITS_OF_LONG = 18;
    /** More are not read: making a number of a million digits takes too long. */
    private static final int MOST_DIGITS = 40;

    private final JsonParser parser;
    private Problem fault;

    ItemParser(JsonParser parser) {
        this.parser = parser;
    }

    /** The item that the parser stands at. */
    BatchItem read() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new BatchItem(null, Problem.of(
                    ProblemCode.BAD_REQUEST, "The item must be a JSON object."));
        }
        ObjectNode json = object("", 1);
        return new BatchItem(json, fault);
    }

    private ObjectNode object(String path, int depth) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (json.has(name)) {
                bad(Problem.of(ProblemCode.BAD_REQUEST, "The item has the field "
                        + BadInput.shown(path + name) + " twice.")
                        .with("field", shown(path, name)));
            }
            json.set(name, value(path, name, depth));
        }
        return json;
    }

    private JsonNode value(String path, String name, int depth) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING:
                return TextNode.valueOf(parser.getText());
            case VALUE_TRUE, VALUE_FALSE:
                return BooleanNode.valueOf(parser.getBooleanValue());
            case VALUE_NUMBER_INT:
                return integer(path, name);
            case VALUE_NUMBER_FLOAT:
                return badNumber(path, name, "without fraction or exponent where it is a number");
            case START_OBJECT:
                if (depth < DEEPEST) {
                    return object(path + name + ".", depth + 1);
                }
                return badStructure(path, name, "an object");
            case START_ARRAY:
                return badStructure(path, name, "an array");
            default:
                return NullNode.getInstance();
        }
    }

    /** An integer, also one past a long: who knows the field refuses it by the field's bound. */
    private JsonNode integer(String path, String name) throws IOException {
        int digits = parser.getTextLength();
        if (digits <= DIGITS_OF_LONG) {
            return LongNode.valueOf(parser.getLongValue());
        }
        return digits <= MOST_DIGITS ? BigIntegerNode.valueOf(parser.getBigIntegerValue())
                : badNumber(path, name, "an integer of at most " + MOST_DIGITS + " digits");
    }

    private JsonNode badNumber(String path, String name, String bound) throws IOException {
        String digits = parser.getText();
        String cut = digits.length() <= MOST_DIGITS
                ? digits : digits.substring(0, MOST_DIGITS) + "...";
        return bad(Problem.of(ProblemCode.BAD_REQUEST,
                shown(path, name) + " is " + cut + ": must be " + bound + ".")
                .with("field", shown(path, name)).with("value", cut).with("bound", bound));
    }

    private JsonNode badStructure(String path, String name, String what) throws IOException {
        parser.skipChildren();
        return bad(Problem.of(ProblemCode.BAD_REQUEST,
                shown(path, name) + " is " + what + ": no field here is one.")
                .with("field", shown(path, name)));
    }

    private static String shown(String path, String name) {
        String text = BadInput.shown(path + name);
        return text.substring(1, text.length() - 1);
    }

    private JsonNode bad(Problem problem) {
        if (fault == null) {
            fault = problem;
        }
        return NullNode.getInstance();
    }
}
