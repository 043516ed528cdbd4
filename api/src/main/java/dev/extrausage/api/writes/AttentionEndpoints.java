package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Outcome;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The attention list (SPEC A8): read, and settled with a reason. A refund that awaits approval is
 * ordered by the settling itself, by another person than the one who asked for it.
 */
final class AttentionEndpoints {
    private static final String CASE = "case";

    private final AttentionDesk desk;
    private final Errands errands;
    private final EventSubmission submission;
    private final WriteAnswers answers;
    private final Clock clock;

    /** What the body of a settling says. */
    private record Ruling(Call call, String note, Boolean approve, Duration wait) {
        String by() {
            return call.who().name();
        }

        /** The last word on the case. */
        String words() {
            return approve == null ? note : (approve ? "Approved: " : "Turned down: ") + note;
        }
    }

    AttentionEndpoints(AttentionDesk desk, Errands errands, EventSubmission submission,
            WriteAnswers answers, Clock clock) {
        this.desk = desk;
        this.errands = errands;
        this.submission = submission;
        this.answers = answers;
        this.clock = clock;
    }

    /** {@code GET /v1/attention}, the oldest first; with {@code settled=true} those that ended. */
    CompletableFuture<Reply> list(Call call) {
        boolean settled = "true".equals(call.query().choice(
                "settled", List.of("true", "false"), "false"));
        int limit = call.query().limit();
        Cursor cursor = call.query().cursor();
        String after = cursor == null ? null : cursor.text(0);
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.read();
            return Reply.ok(page(settled ? cases.settled() : cases.open(), after, limit));
        });
    }

    private static ObjectNode page(List<AttentionCase> cases, String after, int limit) {
        List<AttentionCase> rest = after == null ? cases
                : cases.stream().dropWhile(c -> !c.key().equals(after)).skip(1).toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = body.putArray("cases");
        rest.stream().limit(limit).forEach(c -> shown.add(CaseJson.of(c)));
        body.put("next", rest.size() <= limit ? null
                : Cursor.of(rest.get(limit - 1).key()).toString());
        return body;
    }

    /** {@code GET /v1/attention/{case}}, also when it has ended. */
    CompletableFuture<Reply> one(Call call) {
        String name = call.parameters().get(CASE);
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.read();
            return Stream.concat(cases.open().stream(), cases.settled().stream())
                    .filter(c -> isNamed(c, name)).findFirst()
                    .map(c -> Reply.ok(CaseJson.of(c)))
                    .orElseThrow(() -> Problem.notFound("such case"));
        });
    }

    /** A case's own name is a hash of its account, too, so it will do without the account. */
    private static boolean isNamed(AttentionCase listed, String name) {
        return listed.name().equals(name) || listed.key().equals(name);
    }

    /** {@code POST /v1/attention/{case}/settle}. */
    CompletableFuture<Reply> settle(Call call) {
        String name = call.parameters().get(CASE);
        BodyFields fields = EventDraft.fields(call, "approve");
        Ruling ruling = new Ruling(call, fields.note("note"),
                fields.has("approve") ? (Boolean) fields.truth("approve") : null,
                WaitPreference.of(call.head()));
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.read();
            Optional<AttentionCase> open =
                    cases.open().stream().filter(c -> isNamed(c, name)).findFirst();
            return open.isPresent() ? settle(open.get(), ruling)
                    : settledBefore(cases.settled(), name, ruling);
        }).thenCompose(reply -> reply);
    }

    private CompletableFuture<Reply> settle(AttentionCase listed, Ruling ruling) {
        boolean awaitsApproval = listed.kind().equals(AttentionCase.APPROVAL);
        checkMay(listed, ruling, awaitsApproval);
        if (awaitsApproval && ruling.approve()) {
            return approve(listed, ruling);
        }
        AttentionCase settled = listed.settled(clock.millis(), ruling.by(), cut(ruling.words()));
        desk.end(settled);
        return CompletableFuture.completedFuture(Reply.ok(CaseJson.of(settled)));
    }

    private static void checkMay(AttentionCase listed, Ruling ruling, boolean awaitsApproval) {
        if (!awaitsApproval) {
            if (ruling.approve() != null) {
                throw Problem.badValue("approve", ruling.approve(),
                        "absent: the case " + listed.name() + " awaits no approval");
            }
            return;
        }
        if (ruling.call().who().role() != Role.FINANCE) {
            throw Problem.of(ProblemCode.FORBIDDEN,
                    "A refund is approved or turned down by finance alone.");
        }
        if (ruling.approve() == null) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "approve is missing: must be true or false,"
                    + " because the case awaits approval.")
                    .with("field", "approve").with("bound", "true or false");
        }
        if (ruling.approve() && ruling.by().equals(listed.request().by())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "You asked for this refund yourself: another"
                    + " person of finance has to approve it.");
        }
    }

    /** Orders the refund; when the order is on file the case is settled, whatever comes of it. */
    private CompletableFuture<Reply> approve(AttentionCase listed, Ruling ruling) {
        AccountEvent order = ApprovalDesk.approved(
                listed, ruling.by(), ruling.note(), clock.millis());
        AttentionCase settled = listed.settled(clock.millis(), ruling.by(), cut(ruling.words()));
        Optional<EntryRow> earlier = submission.answered(order.accountId(), order.eventId());
        if (earlier.isPresent()) {
            Reply answer = ordered(order, earlier.get());
            desk.end(settled);
            return CompletableFuture.completedFuture(answer);
        }
        return submission.send(order, ruling.wait(), row -> ordered(order, row))
                .handle((reply, failure) -> {
                    if (failure == null || isDecided(failure)) {
                        return errands.run(() -> {
                            desk.end(settled);
                            return null;
                        }).thenCompose(done -> failure == null
                                ? CompletableFuture.completedFuture(reply)
                                : CompletableFuture.<Reply>failedFuture(failure));
                    }
                    return CompletableFuture.<Reply>failedFuture(failure);
                }).thenCompose(reply -> reply);
    }

    private static boolean isDecided(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof Problem problem && problem.code() == ProblemCode.REFUSED;
    }

    /** Another person's approval, which came first, is as good. */
    private Reply ordered(AccountEvent order, EntryRow row) {
        boolean same = row.cause() instanceof AccountEvent written
                && written.change().equals(order.change())
                && written.actor().equals(order.actor());
        if (!same) {
            WriteAnswers.checkSame(order, row);
        }
        if (row.outcome() == Outcome.REFUSED) {
            throw answers.refused(row);
        }
        return Reply.ok(answers.body(row));
    }

    /** The same ruling by the same person has the same answer as the first time. */
    private CompletableFuture<Reply> settledBefore(
            List<AttentionCase> settled, String name, Ruling ruling) {
        AttentionCase ended = settled.stream().filter(c -> isNamed(c, name))
                .filter(c -> c.settled().by().equals(ruling.by())
                        && c.settled().note().equals(cut(ruling.words())))
                .findFirst().orElseThrow(() -> Problem.notFound("open case of that name"));
        if (ended.request() == null || !Boolean.TRUE.equals(ruling.approve())) {
            return CompletableFuture.completedFuture(Reply.ok(CaseJson.of(ended)));
        }
        AccountEvent order = ApprovalDesk.approved(
                ended, ruling.by(), ruling.note(), clock.millis());
        return CompletableFuture.completedFuture(
                submission.answered(order.accountId(), order.eventId())
                        .map(row -> ordered(order, row))
                        .orElseGet(() -> WriteAnswers.accepted(
                                order.accountId(), order.eventId())));
    }

    /** The list's own bound of a note. */
    private static String cut(String note) {
        int most = 500;
        return note.codePointCount(0, note.length()) <= most ? note
                : note.substring(0, note.offsetByCodePoints(0, most - 1)) + "…";
    }
}
