package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Money;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Goodwill and refunds: within support's bound by one person, and refunds above it by two of
 * finance (API.md section 2).
 */
final class CreditEndpoints {
    private final ReadModel model;
    private final EventSubmission submission;
    private final WriteAnswers answers;
    private final DailyBound bound;
    private final ApprovalDesk approvals;
    private final Clock clock;

    CreditEndpoints(ReadModel model, EventSubmission submission, WriteAnswers answers,
            DailyBound bound, ApprovalDesk approvals, Clock clock) {
        this.model = model;
        this.submission = submission;
        this.answers = answers;
        this.bound = bound;
        this.approvals = approvals;
        this.clock = clock;
    }

    /** {@code POST A/credits}. */
    CompletableFuture<Reply> goodwill(Call call) {
        AccountEvent event = ChangeBodies.goodwill(call, clock.millis());
        long amount = ((Change.CreditGranted) event.change()).amountNanos();
        return byOnePerson(call, event, amount);
    }

    /** {@code POST A/refunds}. */
    CompletableFuture<Reply> refund(Call call) {
        AccountEvent event = ChangeBodies.refund(call, clock.millis());
        long amount = amount((Change.RefundOrdered) event.change(), event.accountId());
        return call.who().role() == Role.FINANCE ? byFinance(call, event, amount)
                : byOnePerson(call, event, amount);
    }

    /**
     * The amount that a refund will come to, for the bound: what is left of the grant where it
     * names none. A grant that is not there is refunded nothing; the ledger says so.
     */
    private long amount(Change.RefundOrdered refund, String accountId) {
        if (refund.amountNanos() != null) {
            return refund.amountNanos();
        }
        return model.account(accountId).stream()
                .flatMap(row -> row.balance().getGrants().stream())
                .filter(grant -> grant.getGrantId().equals(refund.grantId()))
                .mapToLong(grant -> Money.roundedDownToWholeCents(grant.getLeftNanos())).sum();
    }

    private CompletableFuture<Reply> byOnePerson(Call call, AccountEvent event, long amount) {
        Duration wait = WaitPreference.of(call.head());
        Optional<EntryRow> earlier = submission.answered(event.accountId(), event.eventId());
        if (earlier.isPresent()) {
            return CompletableFuture.completedFuture(answers.decided(event, earlier.get()));
        }
        if (!bound.reserve(event.actor(), event.accountId(), event.eventId(), amount)) {
            throw overBound(event, amount);
        }
        return sendReserved(event, wait);
    }

    private CompletableFuture<Reply> sendReserved(AccountEvent event, Duration wait) {
        try {
            return submission.send(event, wait, row -> answers.decided(event, row));
        } catch (Problem e) {
            bound.release(event.actor(), event.accountId(), event.eventId());
            throw e;
        }
    }

    private Problem overBound(AccountEvent event, long amount) {
        String most = UsdText.of(bound.perCallNanos()) + " USD a call and "
                + UsdText.of(bound.perDayNanos()) + " USD a day (UTC)";
        return Problem.of(ProblemCode.FORBIDDEN, "amount_usd is " + UsdText.of(amount)
                + ": support may give and pay back " + most + " by one credential."
                + (event.change() instanceof Change.RefundOrdered
                        ? " Finance may order it, with a second person's approval." : ""))
                .with("field", "amount_usd").with("value", UsdText.of(amount))
                .with("bound", "at most " + most);
    }

    private CompletableFuture<Reply> byFinance(Call call, AccountEvent event, long amount) {
        Duration wait = WaitPreference.of(call.head());
        Optional<EntryRow> earlier = submission.answered(event.accountId(), event.eventId());
        if (earlier.isPresent()) {
            return CompletableFuture.completedFuture(decided(event, earlier.get()));
        }
        if (bound.reserve(event.actor(), event.accountId(), event.eventId(), amount)) {
            return sendReserved(event, wait);
        }
        return approvals.ask(event, amount).thenApply(CreditEndpoints::asked);
    }

    /** The answer that the entry gives; approved by a second person, it has the notes of both. */
    private Reply decided(AccountEvent asked, EntryRow row) {
        boolean approved = row.cause() instanceof AccountEvent written
                && ApprovalNote.isOf(written.note(), asked.note(), asked.actor());
        return answers.decided(approved ? new AccountEvent(asked.eventId(), asked.accountId(),
                asked.occurredAt(), asked.actor(), row.note(), asked.change()) : asked, row);
    }

    /** The case as it stands: asked again after it has ended, nobody waits for approval. */
    private static Reply asked(AttentionCase listed) {
        AttentionCase.Settled end = listed.settled();
        if (end != null && AttentionEndpoints.isApproval(end)) {
            return WriteAnswers.accepted(listed.accountId(),
                    EventId.parse(listed.request().eventId()));
        }
        if (end != null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The refund was turned down by " + end.by()
                    + " (" + end.note() + "). Asking again takes a new Idempotency-Key.");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event_id", listed.request().eventId());
        body.put("status", "awaiting_approval");
        body.put("case", listed.key());
        return Reply.json(202, body)
                .with("Location", "/v1/attention/" + WriteAnswers.segment(listed.key()));
    }
}
