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
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Outcome;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The attention list (SPEC A8): read, and settled with a reason. A refund that awaits approval is
 * ordered by the settling itself, by another person than the one who asked for it.
 */
final class AttentionEndpoints {
    private static final String CASE = "case";
    private static final String APPROVED = "Approved: ";
    private static final int MOST_OF_NOTE = 500;

    private final Supplier<AttentionDesk> desk;
    private final Errands errands;
    private final EventSubmission submission;
    private final WriteAnswers answers;
    private final Clock clock;
    /** When the last ruling on a case that is being settled will have ended, by the case's name. */
    private final Map<String, CompletableFuture<Void>> lastOf = new ConcurrentHashMap<>();

    /** The body of a settling. */
    private record Ruling(Call call, String note, Boolean approve, Duration patience) {
        String by() {
            return call.who().name();
        }

        /** The last word on the case. */
        String words() {
            return approve == null ? note : (approve ? APPROVED : "Turned down: ") + note;
        }
    }

    AttentionEndpoints(Supplier<AttentionDesk> desk, Errands errands, EventSubmission submission,
            WriteAnswers answers, Clock clock) {
        this.desk = desk;
        this.errands = errands;
        this.submission = submission;
        this.answers = answers;
        this.clock = clock;
    }

    /** True if a case that awaited approval ended with it. */
    static boolean isApproval(AttentionCase.Settled end) {
        return end.note().startsWith(APPROVED);
    }

    /** {@code GET /v1/attention}, the oldest first. */
    CompletableFuture<Reply> list(Call call) {
        boolean settled = "settled".equals(call.query().choice(
                "state", List.of("open", "settled"), "open"));
        String account = call.query().name("account_id", Bounds.MAX_ACCOUNT_ID_LENGTH);
        int limit = call.query().limit();
        Cursor cursor = call.query().cursor();
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.get().read();
            List<AttentionCase> wanted = (settled ? cases.settled() : cases.open()).stream()
                    .filter(c -> account == null || c.accountId().equals(account)).toList();
            return Reply.ok(page(wanted, cursor, limit));
        });
    }

    /** A cursor is time and key of the last one shown: it may have been settled since. */
    private static ObjectNode page(List<AttentionCase> cases, Cursor cursor, int limit) {
        List<AttentionCase> rest = cursor == null ? cases : cases.stream()
                .filter(c -> c.since() > cursor.number(0) || c.since() == cursor.number(0)
                        && c.key().compareTo(cursor.text(1)) > 0).toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = body.putArray("cases");
        rest.stream().limit(limit).forEach(c -> shown.add(CaseJson.of(c)));
        AttentionCase last = rest.size() <= limit ? null : rest.get(limit - 1);
        body.put("next", last == null ? null
                : Cursor.of(Long.toString(last.since()), last.key()).toString());
        return body;
    }

    /** {@code GET /v1/attention/{case}}, also when it has ended. */
    CompletableFuture<Reply> one(Call call) {
        String name = call.parameters().get(CASE);
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.get().read();
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
        return inTurn(name, () -> errands.run(() -> {
            AttentionDesk.Cases cases = desk.get().read();
            Optional<AttentionCase> open =
                    cases.open().stream().filter(c -> isNamed(c, name)).findFirst();
            return open.isPresent() ? settle(open.get(), ruling)
                    : settledBefore(cases.settled(), name, ruling);
        }).thenCompose(reply -> reply));
    }

    /**
     * Takes rulings on one case one after another: else one could turn a refund down while another
     * orders it, and both would be told that they had done so.
     */
    private CompletableFuture<Reply> inTurn(
            String name, Supplier<CompletableFuture<Reply>> ruling) {
        String ownName = name.substring(name.lastIndexOf('/') + 1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> before = lastOf.put(ownName, ended);
        CompletableFuture<Void> turn =
                before == null ? CompletableFuture.completedFuture(null) : before;
        return turn.thenCompose(any -> ruling.get()).whenComplete((reply, failure) -> {
            lastOf.remove(ownName, ended);
            ended.complete(null);
        });
    }

    private CompletableFuture<Reply> settle(AttentionCase listed, Ruling ruling) {
        boolean awaitsApproval = listed.kind().equals(AttentionCase.APPROVAL);
        checkMay(listed, ruling, awaitsApproval);
        if (awaitsApproval && ruling.approve()) {
            return approve(listed, ruling);
        }
        AttentionCase settled = listed.settled(clock.millis(), ruling.by(), cut(ruling.words()));
        desk.get().end(settled);
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
            Reply answer = ordered(order, settled, earlier.get());
            desk.get().end(settled);
            return CompletableFuture.completedFuture(answer);
        }
        CompletableFuture<Reply> answer = submission.send(
                order, ruling.patience(), row -> ordered(order, settled, row));
        return answer.handle((reply, failure) -> failure == null || isDecided(failure))
                .thenCompose(onFile -> onFile
                        ? errands.run(() -> end(settled)).thenCompose(ended -> answer) : answer);
    }

    private AttentionCase end(AttentionCase settled) {
        desk.get().end(settled);
        return settled;
    }

    private static boolean isDecided(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof Problem problem && problem.code() == ProblemCode.REFUSED;
    }

    /** Another person's approval, which came first, is as good. */
    private Reply ordered(AccountEvent order, AttentionCase settled, EntryRow row) {
        boolean same = row.cause() instanceof AccountEvent written
                && written.change().equals(order.change())
                && written.actor().equals(order.actor());
        if (!same) {
            WriteAnswers.checkSame(order, row);
        }
        if (row.outcome() == Outcome.REFUSED) {
            throw answers.refused(row);
        }
        ObjectNode body = CaseJson.of(settled);
        body.setAll(answers.body(row));
        return Reply.ok(body);
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
                        .map(row -> ordered(order, ended, row))
                        .orElseGet(() -> WriteAnswers.accepted(
                                order.accountId(), order.eventId())));
    }

    /** The list's own bound of a note. */
    private static String cut(String note) {
        return ApprovalNote.cut(note, MOST_OF_NOTE);
    }
}
