package dev.extrausage.api.routing;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import java.util.concurrent.CompletableFuture;

/**
 * Answers one kind of request. May wait for the database, for milliseconds, and waits for anything
 * longer in the future it returns; throws {@link Problem} or fails with it.
 */
@FunctionalInterface
public interface Endpoint {
    /** The answer to {@code call}. */
    CompletableFuture<Reply> answer(Call call);

    /** An endpoint whose answer is at hand. */
    @FunctionalInterface
    interface Direct {
        /** The answer to {@code call}. */
        Reply answer(Call call);
    }
}
