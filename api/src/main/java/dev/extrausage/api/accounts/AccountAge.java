package dev.extrausage.api.accounts;

import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;

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

    /**
     * True if the caller has what is known by its tag. One that is told "nothing new" would not
     * learn that this is long ago, so what is stale is told again.
     */
    boolean isUnchanged(RequestHead head) {
        return isUnchanged(head, tag());
    }

    /** The same of one entry, by its own tag. */
    boolean isUnchanged(RequestHead head, String tag) {
        return !stale && EntityTag.isKnown(head, tag);
    }

    /** An answer about one entry, which no cache keeps while it says that it is stale. */
    Reply kept(Reply reply) {
        return stale ? EntityTag.unkept(reply) : reply;
    }

    /** The tag of the account as it stands. */
    String tag() {
        return EntityTag.of(sequence);
    }
}
