package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.explain.RefusalWords;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.Knowledge;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answers to writes, made of the journal's entries alone: the same entry gives the same answer
 * to the byte, whenever and by whichever instance it is given.
 */
final class WriteAnswers {
    private final Function<EntryRow, ? extends JsonNode> shown;
    private final Supplier<Catalog> catalog;

    /** {@code shown}: an entry as all answers show it. */
    WriteAnswers(Function<EntryRow, ? extends JsonNode> shown, Supplier<Catalog> catalog) {
        this.shown = shown;
        this.catalog = catalog;
    }

    /** The entry as all answers show it. */
    JsonNode entry(EntryRow row) {
        return shown.apply(row);
    }

    /** The entry as all answers show it, and how old what is known of its account is. */
    ObjectNode aged(EntryRow row, Knowledge known) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.setAll((ObjectNode) shown.apply(row));
        return putAge(body, known);
    }

    /** Adds {@code known_at} and {@code stale}. */
    static ObjectNode putAge(ObjectNode body, Knowledge known) {
        return body.put("known_at", UtcTime.format(known.knownAt().toEpochMilli()))
                .put("stale", known.stale());
    }

    /**
     * The answer to the write that asked for {@code asked}.
     *
     * @throws Problem key_reused: the entry answers something else; refused: the ledger refused it
     */
    Reply decided(AccountEvent asked, EntryRow row) {
        checkSame(asked, row);
        if (row.outcome() == Outcome.REFUSED) {
            throw refused(row);
        }
        return Reply.ok(body(row));
    }

    /** {@code event_id}, {@code outcome}, {@code reason} and {@code entry}. */
    ObjectNode body(EntryRow row) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event_id", row.cause().eventId().toString());
        body.put("outcome", row.outcome().name());
        body.put("reason", row.reason());
        body.set("entry", shown.apply(row));
        return body;
    }

    /** The problem of an entry that is refused. */
    Problem refused(EntryRow row) {
        return Problem.of(ProblemCode.REFUSED, RefusalWords.sentence(row.accountId(), row.cause(),
                row.receivedAt().toEpochMilli(), row.clock() == null ? null
                        : (Long) row.clock().toEpochMilli(), row.reason(), catalog.get()))
                .with("event_id", row.cause().eventId().toString())
                .with("reason", row.reason()).with("entry", shown.apply(row));
    }

    /**
     * Refuses a key that was used for something else.
     *
     * @throws Problem key_reused
     */
    static void checkSame(AccountEvent asked, EntryRow row) {
        if (!(row.cause() instanceof AccountEvent event) || !EventDraft.isSame(asked, event)) {
            throw keyReused(asked.eventId().toString(), "entry " + row.sequence() + " of "
                    + row.accountId() + " answers " + row.type() + ", with other content or by"
                    + " another actor").with("event_id", asked.eventId().toString());
        }
    }

    /** The problem of a key that was used for something else. */
    static Problem keyReused(String key, String forWhat) {
        return Problem.of(ProblemCode.KEY_REUSED, "The " + IdempotencyKey.HEADER + " " + key
                + " was used before: " + forWhat + ". Choose a new key for a new request.")
                .with("field", IdempotencyKey.HEADER).with("value", key);
    }

    /** It is on file, and not decided yet. */
    static Reply accepted(String accountId, EventId id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event_id", id.toString());
        return Reply.json(202, body).with("Location",
                "/v1/accounts/" + segment(accountId) + "/events/" + id);
    }

    /** A text as one part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
