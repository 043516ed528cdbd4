package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Grant;
import dev.extrausage.core.TopUpId;

/**
 * The header {@code Idempotency-Key}: the name that the caller gives to what it asks for, and under
 * which the ledger knows it (API.md section 1).
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final String EVENT_BOUND = "a UUID version 7 in its 36-character form";
    private static final String TOP_UP_BOUND = "1 to 128 visible ASCII characters, not beginning"
            + " with auto:, and not starter";

    private IdempotencyKey() {}

    /**
     * The {@code event_id} of what is asked for.
     *
     * @throws Problem bad_request: none is given, or it is no UUID version 7
     */
    static EventId event(RequestHead head) {
        String text = given(head, EVENT_BOUND);
        try {
            return EventId.parse(text);
        } catch (BadInput e) {
            throw Problem.badValue(HEADER, text, EVENT_BOUND);
        }
    }

    /**
     * The {@code top_up_id} of what is asked for.
     *
     * @throws Problem bad_request: none is given, or it is reserved or out of its bounds
     */
    static String topUp(RequestHead head) {
        String text = given(head, TOP_UP_BOUND);
        try {
            Bounds.name(HEADER, text);
        } catch (BadInput e) {
            throw Problem.badValue(HEADER, text, TOP_UP_BOUND);
        }
        // The lot that a top-up buys has its name, and starter is the starter credit's.
        if (TopUpId.isAutoReload(text) || text.equals(Grant.STARTER_ID)) {
            throw Problem.badValue(HEADER, text, TOP_UP_BOUND);
        }
        return text;
    }

    private static String given(RequestHead head, String bound) {
        return head.header(HEADER).orElseThrow(() -> Problem.of(ProblemCode.BAD_REQUEST,
                "The header " + HEADER + " is missing: must be " + bound + ".")
                .with("field", HEADER).with("bound", bound));
    }
}
