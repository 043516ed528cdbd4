package dev.extrausage.api.http;

import java.util.Locale;

/** The kinds of problem that an answer may name (RFC 9457, API.md section 1). */
public enum ProblemCode {
    /** The request is malformed, or a value is out of its bounds. */
    BAD_REQUEST(400, "The request is not as it must be"),
    /** No credential, or one that is unknown, expired or revoked. */
    UNAUTHENTICATED(401, "A valid credential is needed"),
    /** The card was declined; no money was taken. */
    DECLINED(402, "The card was declined"),
    /** The credential's role may not do this. */
    FORBIDDEN(403, "This credential may not do that"),
    /** There is nothing of that name, or it belongs to somebody else. */
    NOT_FOUND(404, "There is no such thing"),
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    /** The idempotency key was used before, for something else. */
    KEY_REUSED(409, "The idempotency key was used for something else"),
    /** The account has moved on since the state named by {@code If-Match}. */
    PRECONDITION_FAILED(412, "The account has changed in the meantime"),
    /** The body, the headers or a batch are larger than allowed. */
    TOO_LARGE(413, "The request is too large"),
    /** The body is of a type that is not read here. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not understood here"),
    /** The ledger decided the input and refused it; the entry says why. */
    REFUSED(422, "The ledger refused it"),
    /** Too many requests by this credential. */
    RATE_LIMITED(429, "Too many requests"),
    /** A bug of ours; nothing is known of what was written. */
    INTERNAL(500, "An error of ours"),
    /** Something that is needed is away or not ready yet. */
    NOT_READY(503, "Not ready at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status of an answer with this problem. */
    public int status() {
        return status;
    }

    /** A short sentence, the same for every problem of this code. */
    public String title() {
        return title;
    }

    /** The code as it is written in {@code type}, {@code /problems/<code>}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
