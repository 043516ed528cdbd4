package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Endpoint;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.ClusterProblem;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read the journal for callers, apart from those that serve HTTP: few, for a
 * journal is long, with a short queue before them. Who finds it full is asked to come again.
 */
public final class JournalWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWork.class);
    private static final long IDLE_SECONDS = 30;
    private static final String AGAIN_AFTER_SECONDS = "2";

    private final ThreadPoolExecutor threads;

    /**
     * So many threads at most, each started when it is needed.
     *
     * @param most from 1
     * @param waiting the most requests that wait for one
     */
    public JournalWork(int most, int waiting) {
        threads = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "read-journal");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** An endpoint whose answer is made by one of these threads. */
    Endpoint on(Endpoint.Direct slow) {
        return call -> {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            try {
                threads.execute(() -> answer(slow, call, reply));
            } catch (RejectedExecutionException e) {
                reply.completeExceptionally(Problem.of(ProblemCode.NOT_READY, "The journal is read"
                        + " for many others at the moment: ask again in a while.")
                        .header("Retry-After", AGAIN_AFTER_SECONDS));
            }
            return reply;
        };
    }

    private static void answer(
            Endpoint.Direct slow, Call call, CompletableFuture<Reply> reply) {
        try {
            reply.complete(slow.answer(call));
        } catch (JournalUnreadable | ClusterProblem e) {
            LOG.warn("the journal cannot be read for request {}", call.head().requestId(), e);
            reply.completeExceptionally(Problem.of(ProblemCode.NOT_READY,
                    "The journal cannot be read at the moment.", e)
                    .header("Retry-After", AGAIN_AFTER_SECONDS));
        } catch (RuntimeException | Error e) {
            reply.completeExceptionally(e);
        }
    }

    /** Interrupts what is being read. */
    @Override public void close() {
        threads.shutdownNow();
    }
}
