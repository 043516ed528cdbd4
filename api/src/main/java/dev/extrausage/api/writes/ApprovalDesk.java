package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.HashedName;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Refunds that await a second person, as cases on the attention list: the list is all that keeps
 * them, so every instance and the command see the same. A case is named after the key of the
 * request, so the same request is listed once.
 */
final class ApprovalDesk {
    private static final String WORD = "refund-approval";

    private final Supplier<AttentionDesk> desk;
    private final Errands errands;

    ApprovalDesk(Supplier<AttentionDesk> desk, Errands errands) {
        this.desk = desk;
        this.errands = errands;
    }

    /**
     * Lists the refund, unless it is listed already.
     *
     * @param amountNanos what it will come to, for people to read
     * @return the case as it stands, also when it was settled since
     * @throws Problem key_reused: the key names a case of other content
     */
    CompletableFuture<AttentionCase> ask(AccountEvent event, long amountNanos) {
        AttentionCase wanted = caseOf(event, amountNanos);
        return errands.run(() -> {
            AttentionDesk.Cases cases = desk.get().read();
            return Stream.concat(cases.open().stream(), cases.settled().stream())
                    .filter(c -> c.key().equals(wanted.key())).findFirst()
                    .map(c -> checkSame(wanted, c))
                    .orElseGet(() -> {
                        desk.get().list(wanted);
                        return wanted;
                    });
        });
    }

    private static AttentionCase checkSame(AttentionCase wanted, AttentionCase listed) {
        boolean same = wanted.request().equals(listed.request())
                && wanted.about().grantId().equals(listed.about().grantId());
        if (!same) {
            throw WriteAnswers.keyReused(wanted.request().eventId(), "the case " + listed.name()
                    + " is about another refund, or another person's");
        }
        return listed;
    }

    /** The case of a refund that awaits approval. */
    static AttentionCase caseOf(AccountEvent event, long amountNanos) {
        Change.RefundOrdered refund = (Change.RefundOrdered) event.change();
        String id = event.eventId().toString();
        return new AttentionCase(event.accountId(),
                HashedName.ofCase(WORD, event.accountId() + "/" + id), AttentionCase.APPROVAL,
                event.occurredAt(),
                event.actor() + " asks for a refund of " + UsdText.of(amountNanos)
                        + " USD of the grant " + refund.grantId() + ": \"" + event.note() + "\".",
                "Another person of finance settles the case with approve true, which orders the"
                        + " refund, or with approve false. Settled by the command, it is turned"
                        + " down.",
                new AttentionCase.About(amountNanos, refund.grantId(), null, null, id, null),
                new AttentionCase.Request(id, event.actor(), event.note(), refund.amountNanos()),
                null);
    }

    /**
     * The order that a case stands for, approved.
     *
     * @param now milliseconds since 1970
     */
    static AccountEvent approved(AttentionCase listed, String approver, String note, long now) {
        AttentionCase.Request request = listed.request();
        return new AccountEvent(EventId.parse(request.eventId()), listed.accountId(), now,
                request.by(), ApprovalNote.of(request.note(), request.by(), approver, note),
                new Change.RefundOrdered(request.eventId(), listed.about().grantId(),
                        request.amountNanos()));
    }
}
