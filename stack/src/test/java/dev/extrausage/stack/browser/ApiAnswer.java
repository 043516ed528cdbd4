package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the API.
 *
 * @param status HTTP's
 * @param body the JSON; a missing node where there is none
 */
record ApiAnswer(int status, JsonNode body) {
    private static final int FIRST_REFUSAL = 300;

    /** The body, of an answer that must be 2xx. */
    JsonNode accepted(String asked) {
        if (status >= FIRST_REFUSAL) {
            throw new AssertionError(asked + " was answered " + status + " " + body);
        }
        return body;
    }
}
