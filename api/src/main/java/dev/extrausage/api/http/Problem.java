package dev.extrausage.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.BadInput;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is answered with {@code application/problem+json} (RFC 9457). Endpoints throw it;
 * its detail is shown to the caller, so it never holds a secret.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient ObjectNode members = JsonNodeFactory.instance.objectNode();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Problem(ProblemCode code, String detail, Throwable cause) {
        super(detail, cause, false, false);
        this.code = code;
    }

    /** A problem of that code; {@code detail} is a sentence about this very request. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null);
    }

    /** The same with its cause, which is logged and never shown. */
    public static Problem of(ProblemCode code, String detail, Throwable cause) {
        return new Problem(code, detail, cause);
    }

    /** A value that is not within its bound: {@code bad_request} with field, value and bound. */
    public static Problem badValue(String field, Object value, String bound) {
        return of(ProblemCode.BAD_REQUEST, field + " is " + BadInput.shown(value) + ": must be "
                + bound + ".").with("field", field).with("value", cut(value)).with("bound", bound);
    }

    /** A refusal of the ledger's records: {@code bad_request}, with what is known of the field. */
    public static Problem badInput(BadInput refused) {
        Problem problem = of(ProblemCode.BAD_REQUEST, refused.getMessage() + ".");
        if (refused.field() != null) {
            problem.with("field", refused.field());
        }
        if (refused.value() != null) {
            problem.with("value", cut(refused.value()));
        }
        return refused.bound() == null ? problem : problem.with("bound", refused.bound());
    }

    /** Nothing of that name, or nothing that the caller may know of. */
    public static Problem notFound(String what) {
        return of(ProblemCode.NOT_FOUND, "There is no " + what + ".");
    }

    /** The value as text, cut short, in visible ASCII. */
    private static String cut(Object value) {
        String shown = BadInput.shown(value);
        return value instanceof String ? shown.substring(1, shown.length() - 1) : shown;
    }

    /** Adds a member to the answer. */
    public Problem with(String name, String value) {
        members.put(name, value);
        return this;
    }

    /** Adds a member to the answer. */
    public Problem with(String name, JsonNode value) {
        members.set(name, value);
        return this;
    }

    /** Adds a header to the answer, such as {@code Retry-After}. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The kind of problem. */
    public ProblemCode code() {
        return code;
    }

    /** The headers to send with it. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body of the answer. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "/problems/" + code.code());
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", getMessage());
        json.setAll(members);
        return json;
    }
}
