package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import java.util.Arrays;

/**
 * The age of an answer about an account.
 *
 * @param sequence the number of the latest entry that is known
 * @param knownAt everything that was committed by then is in it, ms since 1970
 * @param stale whether that is longer ago than the bound
 */
public record AccountAge(long sequence, long knownAt, boolean stale) {
    /** The first fields of an answer about the account as it stands. */
    AnswerFields begin(String accountId) {
        return age(new AnswerFields().text("account_id", accountId).number("sequence", sequence));
    }

    /** Adds how old the answer is. */
    AnswerFields age(AnswerFields json) {
        return json.time("known_at", knownAt).flag("stale", stale);
    }

    /** The {@code ETag} of what is as of that entry. */
    static String tag(long sequence) {
        return "\"" + sequence + "\"";
    }

    /** The tag of the account as it stands. */
    String tag() {
        return tag(sequence);
    }

    /** True if the caller has the answer of that tag already. */
    static boolean isKnown(Call call, String tag) {
        return call.head().header("if-none-match").map(known -> known.strip().equals("*")
                || Arrays.stream(known.split(",")).map(String::strip)
                        .anyMatch(one -> one.equals(tag) || one.equals("W/" + tag)))
                .orElse(false);
    }

    /** The answer that the caller has it already. */
    static Reply notModified(String tag) {
        return Reply.empty(304).with("ETag", tag);
    }
}
