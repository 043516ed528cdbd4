package dev.extrausage.api.server;

import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problems in place of Jetty's own pages, for requests that Jetty itself refuses. */
final class ServerErrors extends ErrorHandler {
    private static final String TYPE = "application/problem+json";

    private final SecurityHeaders headers;

    /** Problems with the headers of every answer. */
    ServerErrors(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object status = request.getAttribute(ERROR_STATUS);
        Problem problem = problem(status instanceof Integer s ? s : response.getStatus());
        byte[] body = JsonBody.bytes(problem.json());
        response.setStatus(problem.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response.getHeaders()::put);
        headers.of(request.isSecure(), null).forEach((name, value) -> {
            if (!response.getHeaders().contains(name)) {
                response.getHeaders().put(name, value);
            }
        });
        if (!response.getHeaders().contains(Requests.REQUEST_ID)) {
            response.getHeaders().put(Requests.REQUEST_ID, Requests.newId());
        }
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** Jetty's statuses are more than the contract's codes. */
    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.notFound("such path");
            case 413, 414, 431 -> Problem.of(ProblemCode.TOO_LARGE,
                    "The address or the headers are too large.");
            case 501, 505 -> Problem.of(ProblemCode.BAD_REQUEST, "The request is in a version of"
                    + " HTTP, or is encoded in a way, that is not understood here.");
            case 429, 503 -> Problem.of(ProblemCode.NOT_READY,
                    "The server is stopping, or has too much to do.").header("Retry-After", "1");
            default -> status >= 500
                    ? Problem.of(ProblemCode.INTERNAL, "This request could not be answered.")
                    : Problem.of(ProblemCode.BAD_REQUEST, "The request is not valid HTTP.");
        };
    }
}
