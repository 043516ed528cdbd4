package dev.extrausage.api.server;

import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.ClusterProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Jetty's requests into calls, and replies into Jetty's responses. What never waits is
 * answered on the thread of the selector that read it; all else by a pool of threads.
 */
final class Requests extends Handler.Abstract.NonBlocking {
    /** Names a request in its answer and in the log. */
    static final String REQUEST_ID = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final int LONGEST_ID = 128;
    private static final long BODY_WITHIN_SECONDS = 30;

    private final Dispatcher dispatcher;
    private final boolean behindProxy;
    private final Executor workers;
    private final RequestObserver observer;
    private final SecurityHeaders headers;
    /** The headers of an answer to who names no origin, made once. */
    private final List<HttpField> usual;
    private final List<HttpField> usualSecure;

    Requests(Dispatcher dispatcher, boolean behindProxy, Executor workers,
            RequestObserver observer, SecurityHeaders headers) {
        this.headers = headers;
        this.dispatcher = dispatcher;
        this.observer = observer;
        this.behindProxy = behindProxy;
        this.workers = workers;
        usual = fields(headers.of(false, null));
        usualSecure = fields(headers.of(true, null));
    }

    /** A UUID version 4 that is no secret: it waits for no lock on the system's randomness. */
    static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L,
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L).toString();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begun = System.nanoTime();
        String id = requestId(request);
        addHeaders(request, response.getHeaders(), id);
        Route[] route = new Route[1];
        asked(request, id, found -> route[0] = found).whenComplete((answer, failure) -> {
            Reply reply = failure == null ? answer : reply(failure, request, id);
            observer.answered(route[0], reply.status(), System.nanoTime() - begun);
            new ReplyWriter(request, response, callback, workers).write(reply);
        });
        return true;
    }

    private static List<HttpField> fields(Map<String, String> headers) {
        return headers.entrySet().stream().<HttpField>map(header ->
                new PreEncodedHttpField(header.getKey(), header.getValue())).toList();
    }

    private void addHeaders(Request request, HttpFields.Mutable to, String id) {
        boolean secure = isSecure(request);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        to.add(REQUEST_ID, id);
        (origin != null ? fields(headers.of(secure, origin)) : secure ? usualSecure : usual)
                .forEach(to::add);
    }

    private CompletableFuture<Reply> asked(Request request, String id, Consumer<Route> found) {
        try {
            RequestHead head = head(request, id);
            if (dispatcher.neverWaits(head)) {
                return answer(request, head, found);
            }
            // It may wait for a worker, and then for its body, which has a bound of its own.
            request.addIdleTimeoutListener(timeout -> false);
            return CompletableFuture.supplyAsync(() -> answer(request, head, found), workers)
                    .thenCompose(answer -> answer);
        } catch (RuntimeException e) {
            return refuse(request, e);
        }
    }

    private CompletableFuture<Reply> answer(
            Request request, RequestHead head, Consumer<Route> found) {
        try {
            if (headers.origins().isPreflight(head)) {
                return CompletableFuture.completedFuture(preflight(head));
            }
            Dispatcher.Admitted admitted = dispatcher.admit(
                    head, request.getLength(), found);
            if (admitted.longestBody() == 0) {
                return ask(request, admitted, new byte[0]);
            }
            CompletableFuture<byte[]> body = body(request, admitted.longestBody());
            // A body that comes later is read by the selector, which must not wait for an answer.
            return body.isDone() || admitted.match().route().neverWaits()
                    ? body.thenCompose(bytes -> ask(request, admitted, bytes))
                    : body.thenComposeAsync(bytes -> ask(request, admitted, bytes), workers);
        } catch (RuntimeException e) {
            return refuse(request, e);
        }
    }

    private Reply preflight(RequestHead head) {
        dispatcher.checkHost(head);
        Reply reply = Reply.empty(204);
        headers.origins().ofPreflight().forEach(reply::with);
        return reply;
    }

    /**
     * Refuses a request whose body was not read. A small one is read all the same, so that the
     * connection can go on; after another it is closed, and the answer says so.
     */
    private static CompletableFuture<Reply> refuse(Request request, RuntimeException why) {
        long length = request.getLength();
        if (length > 0 && length <= Route.USUAL_BODY) {
            return inTime(bytes(request, (int) length + 1))
                    .handle((body, failure) -> {
                        throw why;
                    });
        }
        if (length != 0 && why instanceof Problem problem) {
            problem.header("Connection", "close");
        }
        return CompletableFuture.failedFuture(why);
    }

    /** An endpoint may wait longer than a connection may be silent, and has a bound of its own. */
    private static CompletableFuture<Reply> ask(
            Request request, Dispatcher.Admitted admitted, byte[] body) {
        request.addIdleTimeoutListener(timeout -> false);
        return admitted.endpoint().answer(admitted.with(body));
    }

    private static CompletableFuture<byte[]> body(Request request, int longest) {
        // One byte more than allowed tells a body that is too large from one that just fits.
        return inTime(bytes(request, longest + 1))
                .handle((body, failure) -> {
                    if (failure == null && body.length <= longest) {
                        return body;
                    }
                    Throwable cause = failure instanceof CompletionException
                            ? failure.getCause() : failure;
                    if (cause instanceof TimeoutException) {
                        throw Problem.of(ProblemCode.BAD_REQUEST, "The body did not arrive within "
                                + BODY_WITHIN_SECONDS + " s.").header("Connection", "close");
                    }
                    if (cause == null || cause instanceof IllegalStateException) {
                        throw Dispatcher.tooLarge(longest).header("Connection", "close");
                    }
                    throw Problem.of(ProblemCode.BAD_REQUEST, "The body broke off.", cause)
                            .header("Connection", "close");
                });
    }

    /** Most bodies came with their head: for them no timer is set. */
    private static CompletableFuture<byte[]> inTime(CompletableFuture<byte[]> body) {
        return body.isDone() ? body : body.orTimeout(BODY_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private static CompletableFuture<byte[]> bytes(Request request, int most) {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(request, most, Promise.Invocable.from(
                InvocationType.NON_BLOCKING, bytes::complete, bytes::completeExceptionally));
        return bytes;
    }

    private RequestHead head(Request request, String id) {
        Map<String, List<String>> sent = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            RequestHead.add(sent, field.getLowerCaseName(),
                    field.getValue() == null ? "" : field.getValue());
        }
        return new RequestHead(request.getMethod(),
                RequestHead.segments(request.getHttpURI().getPath()),
                QueryFields.parse(request.getHttpURI().getQuery()),
                sent, remote(request), isSecure(request), id);
    }

    private boolean isSecure(Request request) {
        return request.isSecure() || behindProxy && Forwarded.isSecure(request.getHeaders());
    }

    private String remote(Request request) {
        return (behindProxy ? Forwarded.address(request.getHeaders()) : Optional.<String>empty())
                .orElseGet(() -> Request.getRemoteAddr(request));
    }

    private static String requestId(Request request) {
        String given = request.getHeaders().get(REQUEST_ID);
        return given != null && !given.isEmpty() && given.length() <= LONGEST_ID
                && given.chars().allMatch(c -> c >= '!' && c <= '~') ? given : newId();
    }

    private static Reply reply(Throwable failure, Request request, String id) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            if (problem.getCause() != null) {
                LOG.info("request {}: {}", id, problem.getMessage(), problem.getCause());
            }
            return Reply.of(problem);
        }
        if (cause instanceof BadInput refused) {
            return Reply.of(Problem.badInput(refused));
        }
        if (cause instanceof ClusterProblem) {
            LOG.info("request {}: {}", id, cause.getMessage());
            return Reply.of(Problem.of(ProblemCode.NOT_READY, "Kafka does not answer at the moment:"
                    + " try again with the same key.").header("Retry-After", "1"));
        }
        // The path, and nothing that may hold a secret.
        LOG.error("request {} {} {} failed", id, request.getMethod(),
                request.getHttpURI().getPath(), cause);
        return Reply.of(Problem.of(ProblemCode.INTERNAL,
                "This request could not be answered; the log has it as " + id + "."));
    }
}
