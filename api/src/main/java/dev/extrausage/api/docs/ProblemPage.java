package dev.extrausage.api.docs;

import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.Reason;
import java.util.List;

/** The page of one problem's code: what it means, and what its reader can do. */
public final class ProblemPage {
    private ProblemPage() {}

    /** The page in HTML. */
    public static String of(ProblemCode code) {
        return PageFrame.of(code.code() + ": " + code.title(), "problem", html -> {
            html.begin("main", "id", "content").line();
            html.begin("p").element("a", "All of the API", "href", "/docs").end().line();
            html.begin("h1").text(code.title()).end().line();
            html.begin("p", "class", "route").element("code", code.code()).text(" · HTTP ")
                    .text(Integer.toString(code.status())).end().line();
            html.element("h2", "What it means").paragraphs(meaning(code));
            html.element("h2", "What to do").paragraphs(remedy(code));
            if (code == ProblemCode.REFUSED) {
                reasons(html);
            }
            others(html, code);
            html.end();
        });
    }

    private static void reasons(Html html) {
        html.element("h2", "Reasons").begin("dl", "class", "fields").line();
        for (Reason reason : Reason.values()) {
            html.begin("div", "id", reason.name()).begin("dt").element("code", reason.name()).end()
                    .element("dd", ReasonAdvice.of(reason)).end().line();
        }
        html.end().line();
    }

    private static void others(Html html, ProblemCode code) {
        html.element("h2", "Other problems").begin("ul").line();
        for (ProblemCode other : List.of(ProblemCode.values())) {
            if (other != code) {
                html.begin("li").element("a", other.code(), "href", "/problems/" + other.code())
                        .text(" (" + other.status() + "): " + other.title()).end().line();
            }
        }
        html.end().line();
    }

    private static String meaning(ProblemCode code) {
        return switch (code) {
            case BAD_REQUEST -> "A parameter, a header or a field is missing, not known here, given"
                    + " twice, or out of its bounds. `field`, `value` and `bound` say which."
                    + " Nothing was written.";
            case UNAUTHENTICATED -> "There was no credential, or it is wrong, expired or revoked."
                    + " Which of them is not told.";
            case DECLINED -> "The top-up was not paid: the card's bank said no, or a rule did"
                    + " before it was asked. `decline_code` says why. No money was taken.";
            case FORBIDDEN -> "The credential is good, and its role may not do this, or not so much"
                    + " of it: goodwill and refunds have a bound per call and per day, which"
                    + " `bound` names. A browser's request from another site is refused so, too.";
            case NOT_FOUND -> "There is no such path or thing, or it belongs to an account that the"
                    + " credential is not for. The two are not told apart.";
            case METHOD_NOT_ALLOWED -> "The path exists, and this method does not do anything"
                    + " there.";
            case KEY_REUSED -> "The `Idempotency-Key` was used in the last 35 days for something"
                    + " with other content. What it was used for stands; this request did nothing.";
            case PRECONDITION_FAILED -> "Something has happened to the account since the `ETag`"
                    + " that `If-Match` named. Nothing was written.";
            case TOO_LARGE -> "The body, the address or the headers have more bytes than are taken:"
                    + " 64 KiB of a body, 1 MiB of a batch of usage.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body is of another type than the path takes, is"
                    + " compressed, or is not in UTF-8.";
            case REFUSED -> "The ledger decided and refused. `reason` says why, and `entry` is the"
                    + " line in the account's journal that says so. It changed no balance.";
            case RATE_LIMITED -> "This credential has sent too many requests for now, or it or the"
                    + " account has too many open streams.";
            case INTERNAL -> "Something went wrong that should not have. The log of the server has"
                    + " it under the `X-Request-Id` of the answer.";
            case NOT_READY -> "Something that is needed does not answer, or the server is starting"
                    + " or stopping. Of a write, nothing is known to have been written.";
        };
    }

    private static String remedy(ProblemCode code) {
        return switch (code) {
            case BAD_REQUEST -> "Correct what `field` names. The same request will get the same"
                    + " answer.";
            case UNAUTHENTICATED -> "Send `Authorization: Bearer` with a key or a token, or sign in"
                    + " again. Keys are made by an operator, with `./ledger key create` or"
                    + " `POST /v1/keys`.";
            case DECLINED -> "Use another card, or see to what the code says, and try again with a"
                    + " new `Idempotency-Key`: the old one keeps its answer.\n\nCodes of rules are"
                    + " `amount_out_of_bounds`, `amount_not_whole_cents`, `max_balance_exceeded`,"
                    + " `account_unknown`, `account_closed` and `no_extra_usage`; all others come"
                    + " from the card's bank, such as `card_declined`.";
            case FORBIDDEN -> "Use a credential of a role that may. `/docs` names the roles of"
                    + " every request. For a larger refund ask finance, where two persons can.";
            case NOT_FOUND -> "Look at the path and its ids. Ids are percent-encoded in a path. An"
                    + " event that is not decided yet is found a little later.";
            case METHOD_NOT_ALLOWED -> "Use a method that `Allow` names.";
            case KEY_REUSED -> "Use a new key for a new thing to do. For another attempt at the"
                    + " same thing send the very same content.";
            case PRECONDITION_FAILED -> "Read the account again, decide again, and send the new"
                    + " `ETag` with a new `Idempotency-Key`.";
            case TOO_LARGE -> "Send less at a time: at most 1000 events in a batch.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send `Content-Type: application/json`, and usage as"
                    + " that or as CloudEvents.";
            case REFUSED -> "See the reason below. When what it names has changed, the same request"
                    + " with the same key is decided anew.";
            case RATE_LIMITED -> "Wait as many seconds as `Retry-After` says. Report usage in"
                    + " batches, and follow an account by its stream and not by asking again.";
            case INTERNAL -> "Send the same again, a write with the same `Idempotency-Key`: nothing"
                    + " is done twice. If it stays, tell the operator the `X-Request-Id`.";
            case NOT_READY -> "Send the same again after `Retry-After`, or after a second, a write"
                    + " with the same `Idempotency-Key`: nothing is done twice. `/readyz?verbose`"
                    + " on the operations port says what is missing.";
        };
    }
}
