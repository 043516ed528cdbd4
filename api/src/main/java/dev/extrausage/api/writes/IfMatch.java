package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header {@code If-Match} (RFC 9110, section 13.1.1): the states of the account from which a
 * change may go out, as {@code ETag} named them.
 *
 * @param any if every state will do, {@code *}
 * @param tags what stands between the quotes of strong tags; a weak one matches nothing
 */
record IfMatch(boolean any, List<String> tags) {
    private static final String HEADER = "If-Match";
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");
    private static final String BOUND = "* or entity tags such as \"42\", in their quotes";

    /** Copies the list. */
    IfMatch {
        tags = List.copyOf(tags);
    }

    /**
     * The condition of a request; one without it is met by every state.
     *
     * @throws Problem bad_request: it is not written as the standard wants
     */
    static IfMatch of(RequestHead head) {
        List<String> lines = head.headers().getOrDefault("if-match", List.of());
        if (lines.isEmpty()) {
            return new IfMatch(true, List.of());
        }
        String all = lines.stream().collect(Collectors.joining(","));
        if (all.strip().equals("*")) {
            return new IfMatch(true, List.of());
        }
        Matcher tag = TAG.matcher(all);
        List<String> tags = new ArrayList<>();
        int end = 0;
        while (end < all.length() && tag.find() && tag.start() == end) {
            if (tag.group(1) == null) {
                tags.add(tag.group(2));
            } else {
                tags.add(""); // compared strongly, and no state is called so
            }
            end = tag.end();
        }
        if (end < all.length() || tags.isEmpty()) {
            throw Problem.badValue(HEADER, all, BOUND);
        }
        return new IfMatch(false, tags);
    }

    /** True if the account's state of that number need not be known. */
    boolean isFree() {
        return any;
    }

    /**
     * Refuses a state that is not among those named.
     *
     * @param sequence of the account's last entry; 0: it has none
     * @throws Problem precondition_failed
     */
    void check(long sequence) {
        if (!any && !tags.contains(Long.toString(sequence))) {
            throw Problem.of(ProblemCode.PRECONDITION_FAILED, "The account is at entry " + sequence
                    + " by now: read it again, and decide by what it says.")
                    .with("field", HEADER).with("bound", "\"" + sequence + "\"");
        }
    }
}
