package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.client.Published;
import dev.extrausage.client.publish.NotPublished;
import dev.extrausage.client.publish.Submission;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes batches of usage: each item is on file or has its own problem, in the order of the items.
 * All of a batch is submitted before the first is awaited, so it waits for the disk once.
 */
final class UsageIntake {
    private static final String RETRY_AFTER = "Retry-After";

    private final UsagePublisher publisher;
    private final AdmissionBook admissions;

    /** One item under way: handed over, or refused before. */
    private record Turn(BatchItem sent, UsageItem item, Submission submission, Problem problem) { }

    UsageIntake(UsagePublisher publisher, AdmissionBook admissions) {
        this.publisher = publisher;
        this.admissions = admissions;
    }

    /**
     * Takes a batch.
     *
     * @param reading makes usage of an item, or fails with its problem
     * @param credential the name of who sends it
     * @throws Problem not_ready: nothing of it could be kept
     */
    Reply take(
            List<BatchItem> items, Function<BatchItem, UsageItem> reading, String credential) {
        List<Turn> turns = new ArrayList<>(items.size());
        items.forEach(item -> turns.add(submit(item, reading)));
        ArrayNode results = JsonNodeFactory.instance.arrayNode(turns.size());
        int accepted = 0;
        Problem notKept = null;
        for (Turn turn : turns) {
            try {
                results.add(accept(turn, credential));
                accepted++;
            } catch (Problem e) {
                results.add(refused(turn, e));
                notKept = e.code() == ProblemCode.NOT_READY ? e : notKept;
            }
        }
        if (notKept != null && accepted == 0) {
            throw notKept;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("results", results);
        return notKept == null ? Reply.ok(body)
                : Reply.ok(body).with(RETRY_AFTER, notKept.headers().get(RETRY_AFTER));
    }

    private Turn submit(BatchItem sent, Function<BatchItem, UsageItem> reading) {
        try {
            UsageItem item = reading.apply(sent);
            return new Turn(sent, item, publisher.submit(item.usage()), null);
        } catch (Problem e) {
            return new Turn(sent, null, null, e);
        } catch (BadInput e) {
            return new Turn(sent, null, null, Problem.badInput(e));
        } catch (NotPublished e) {
            return new Turn(sent, null, null, notKept(e));
        }
    }

    private ObjectNode accept(Turn turn, String credential) {
        if (turn.problem() != null) {
            throw turn.problem();
        }
        Published published;
        try {
            published = turn.submission().await();
        } catch (NotPublished e) {
            throw notKept(e);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("event_id", published.eventId().toString()).put("status", "accepted");
        String admission = turn.item().admissionId();
        if (admission != null) {
            boolean isHere = admissions.settle(
                    admission, credential, turn.item().usage().account(), published);
            result.put("admission", isHere ? "settled" : "unknown");
        }
        return result;
    }

    private static Problem notKept(NotPublished e) {
        return Problem.of(ProblemCode.NOT_READY, switch (e.reason()) {
            case SPOOL_FULL -> "So much usage waits for Kafka that there is no room for more.";
            case DISK_TOO_SLOW -> "The disk did not take it in time.";
            case DISK_FAILED -> "The disk does not take it.";
            case CLOSED -> "The server is stopping.";
        } + " It is not accepted: send it again under the same event_id.", e)
                .header(RETRY_AFTER, e.reason() == NotPublished.Reason.SPOOL_FULL ? "10" : "1");
    }

    /** The item's own problem, with the id to send it again under where there is one. */
    private static ObjectNode refused(Turn turn, Problem problem) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("event_id", turn.submission() == null ? sentId(turn.sent())
                : turn.submission().eventId().toString());
        result.setAll(problem.json());
        return result;
    }

    private static String sentId(BatchItem item) {
        JsonNode id = item.json() == null ? null : item.json().path("event_id").isTextual()
                ? item.json().get("event_id") : item.json().get("id");
        try {
            return id == null || !id.isTextual() ? null : EventId.parse(id.textValue()).toString();
        } catch (BadInput e) {
            return null;
        }
    }
}
