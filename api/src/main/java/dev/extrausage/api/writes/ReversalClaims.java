package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Claims on the giving back of an allowance. The ledger knows by itself what was given back into a
 * grant, and not into the allowance (P9), so two requests under two keys, at one server or at two,
 * could both do it. So who is to do it first has a claim decided: a {@code TimePassed}, which
 * changes nothing that the correction would not, under an id that follows from the usage alone. Of
 * several such the ledger decides the first and takes the others for the same (M4), and its note
 * has the key of the one that may go on.
 *
 * <p>An id is good for 35 days (M5), so it follows from the month, too, and the month before is
 * looked at. A claim whose request has changed nothing gives way to the next attempt.
 */
final class ReversalClaims {
    private static final long MONTH_MILLIS = TimeUnit.DAYS.toMillis(30);
    private static final int MOST_ATTEMPTS = 20;
    private static final Pattern KEY = Pattern.compile("under the key ([0-9a-f-]{36})$");

    private final EventSubmission submission;
    private final Clock clock;

    ReversalClaims(EventSubmission submission, Clock clock) {
        this.submission = submission;
        this.clock = clock;
    }

    /**
     * Completes when the request may give the usage back: no other can.
     *
     * @param key of the request
     * @param parts those that are not decided yet
     * @throws Problem not_ready, also by the future: another request does it, or it cannot be told
     */
    CompletableFuture<Void> claim(EventId key, List<AccountEvent> parts, Duration wait) {
        Optional<AccountEvent> part = parts.stream()
                .filter(e -> ((Change.UsageReversed) e.change()).pool() == Pool.ALLOWANCE)
                .findFirst();
        return part.isEmpty() ? CompletableFuture.completedFuture(null)
                : claim(key, part.get(), wait);
    }

    private CompletableFuture<Void> claim(EventId key, AccountEvent part, Duration wait) {
        long month = clock.millis() / MONTH_MILLIS;
        for (long when = month - 1; when <= month; when++) {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                EventId id = id(part, when, attempt);
                Optional<EntryRow> row = submission.answered(part.accountId(), id);
                if (row.isEmpty() && when == month) {
                    return send(key, part, id, when, wait);
                }
                if (row.isEmpty()) {
                    break;
                }
                if (isOf(key, row.get())) {
                    return CompletableFuture.completedFuture(null);
                }
                requireWithoutEffect(row.get());
            }
        }
        throw Failures.notReady("This usage was tried to be given back too often.", null);
    }

    private static EventId id(AccountEvent part, long month, int attempt) {
        return EventId.derived(month * MONTH_MILLIS, "reversal " + part.accountId() + " "
                + ((Change.UsageReversed) part.change()).usageEventId() + " " + attempt);
    }

    private CompletableFuture<Void> send(
            EventId key, AccountEvent part, EventId id, long month, Duration wait) {
        AccountEvent claim = new AccountEvent(id, part.accountId(), clock.millis(), part.actor(),
                "Usage is given back under the key " + key,
                new Change.TimePassed(month * MONTH_MILLIS));
        return submission.decided(claim, wait).thenAccept(row -> {
            if (row == null) {
                throw Failures.notReady("The ledger has not decided in time: send it again under"
                        + " the same key.", null);
            }
            // A refused one claims nothing; the ledger refuses the correction for the same reason.
            if (row.outcome() != Outcome.REFUSED && !isOf(key, row)) {
                throw another(row);
            }
        });
    }

    private static boolean isOf(EventId key, EntryRow claim) {
        return key(claim).filter(key::equals).isPresent();
    }

    private static Optional<EventId> key(EntryRow claim) {
        Matcher matcher = KEY.matcher(claim.note() == null ? "" : claim.note());
        return matcher.find() ? Optional.of(EventId.parse(matcher.group(1))) : Optional.empty();
    }

    /** Lets the next attempt be made where that of the claim is over and has changed nothing. */
    private void requireWithoutEffect(EntryRow claim) {
        boolean isOver = claim.outcome() == Outcome.REFUSED || key(claim)
                .flatMap(key -> submission.answered(claim.accountId(), key))
                .filter(row -> row.outcome() != Outcome.APPLIED).isPresent();
        if (!isOver) {
            throw another(claim);
        }
    }

    private static Problem another(EntryRow claim) {
        return Failures.notReady("This usage is being given back by " + claim.actor()
                + key(claim).map(key -> " under the key " + key).orElse("") + ".", null);
    }
}
