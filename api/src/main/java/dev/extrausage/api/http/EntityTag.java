package dev.extrausage.api.http;

import java.util.Arrays;

/** The {@code ETag} of what is known of an account: the number of its latest entry. */
public final class EntityTag {
    private EntityTag() {}

    /** The tag of what is as of that entry. */
    public static String of(long sequence) {
        return "\"" + sequence + "\"";
    }

    /**
     * The tag of one of several answers as of that entry, which a cache must not take for another:
     * it keeps them under one address, and asks with the tag of any (RFC 9110 section 8.8.3).
     *
     * @param which letters, digits, hyphens and underscores
     */
    public static String of(long sequence, String which) {
        return "\"" + sequence + "-" + which + "\"";
    }

    /** True if the caller has the answer of that tag: weak comparison (RFC 9110 section 13.1.2). */
    public static boolean isKnown(RequestHead head, String tag) {
        return head.list("if-none-match").map(known -> known.strip().equals("*")
                || Arrays.stream(known.split(",")).map(String::strip)
                        .anyMatch(one -> one.equals(tag) || one.equals("W/" + tag)))
                .orElse(false);
    }

    /**
     * An answer that time changes, too: a cache keeps none, so 304 goes only to who asks for
     * entries by a tag of its own.
     */
    public static Reply unkept(Reply reply) {
        return reply.with("Cache-Control", "private, no-store");
    }

    /** The answer that the caller has it already. */
    public static Reply notModified(String tag) {
        return Reply.empty(304).with("ETag", tag);
    }
}
