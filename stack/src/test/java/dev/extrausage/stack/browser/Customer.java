package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An account of one test, seen from outside of the page: by the public API with its owner's key.
 *
 * @param stack where it lives
 * @param id the account's
 * @param key its owner's
 */
record Customer(ServedStack stack, String id, String key) {
    private static final int TOKENS_A_DOLLAR_OF_HAIKU = 1_000_000;

    /** {@code /v1/accounts/ID} and what follows. */
    String path(String rest) {
        return "/v1/accounts/" + id + rest;
    }

    /** Its page for our people, and what follows. */
    String page(String rest) {
        return "/accounts/" + id + rest;
    }

    /** The cycle that it is in, as {@code YYYY-MM}. */
    String cycle() {
        return json().get("cycle_start").asText().substring(0, "YYYY-MM".length());
    }

    /** The account as {@code GET A} shows it. */
    JsonNode json() {
        return get("");
    }

    /** The API's answer to the owner at that path below the account's. */
    JsonNode get(String rest) {
        return stack.get(path(rest), key);
    }

    /** The cause of the latest entry: who did it, and why. */
    JsonNode lastCause() {
        return get("/entries/" + json().get("sequence")).get("cause");
    }

    /** Does something as its owner. */
    JsonNode does(String method, String rest, Object body) {
        return stack.write(method, path(rest), body, key);
    }

    /** Has our support do something to it. */
    JsonNode bySupport(String rest, ObjectNode body) {
        return stack.write("POST", path(rest), body.put("note", "a test"), stack.supportKey());
    }

    /** Publishes use of the first-party app. */
    String uses(int dollars) {
        return uses("claude.ai", dollars);
    }

    /** Publishes a usage event of so many dollars, as an inference service does; its event's id. */
    String uses(String app, int dollars) {
        return stack.publish(stack.usage(id, app)
                .put("input_tokens", dollars * TOKENS_A_DOLLAR_OF_HAIKU));
    }

    /** The entry that answered an event, once it is there. */
    JsonNode entryOf(String eventId) {
        return stack.await("the entry of " + eventId, () -> {
            JsonNode answer = stack.answer("GET", path("/events/" + eventId), null, key).body();
            return answer.has("sequence") ? answer : null;
        });
    }
}
