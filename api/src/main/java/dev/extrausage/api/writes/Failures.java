package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Endpoint;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.ViewUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Turns what is away or not ready yet into {@code not_ready}, wherever an endpoint met it. */
final class Failures {
    private Failures() {}

    /** The endpoint, whose failures are problems where they are nobody's bug. */
    static Endpoint asProblems(Endpoint endpoint) {
        return call -> {
            try {
                return endpoint.answer(call).handle((reply, failure) -> {
                    if (failure == null) {
                        return reply;
                    }
                    throw thrown(failure);
                });
            } catch (RuntimeException e) {
                return CompletableFuture.<Reply>failedFuture(thrown(e));
            }
        };
    }

    private static RuntimeException thrown(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause() : failure;
        if (cause instanceof NotComplete || cause instanceof ViewUnavailable
                || cause instanceof JournalUnreadable || cause instanceof ClusterProblem) {
            return notReady("What is needed for it cannot be read at the moment.", cause);
        }
        return cause instanceof RuntimeException e ? e : new CompletionException(cause);
    }

    /** Something is away, or has too much to do; a moment later it may be otherwise. */
    static Problem notReady(String sentence, Throwable cause) {
        return Problem.of(ProblemCode.NOT_READY, sentence, cause).header("Retry-After", "1");
    }
}
