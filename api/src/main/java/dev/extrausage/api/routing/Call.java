package dev.extrausage.api.routing;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.RequestHead;
import java.util.Map;
import java.util.Set;

/**
 * A request that was found to be allowed.
 *
 * @param head the request without its body
 * @param parameters those of the path, by name
 * @param who the caller; null where no credential is needed
 * @param body the body, empty where there is none
 */
public record Call(
        RequestHead head, Map<String, String> parameters, Credential who, byte[] body) {
    private static final int LONGEST_ID = 128;

    /** The account in the path. */
    public String accountId() {
        return parameters.get(Route.ACCOUNT);
    }

    /**
     * A parameter of the path that is an id: 1 to 128 visible ASCII characters.
     *
     * @throws Problem bad_request: it is out of bounds
     */
    public String id(String name) {
        String text = parameters.get(name);
        if (text.isEmpty() || text.length() > LONGEST_ID
                || !text.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw Problem.badValue(name, text, "1 to " + LONGEST_ID + " visible ASCII characters");
        }
        return text;
    }

    /**
     * A parameter of the path that is the number of an entry.
     *
     * @throws Problem not_found: no entry can have it
     */
    public long sequence() {
        String text = parameters.get("sequence");
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw Problem.badValue("sequence", text, "an integer from 1 on");
        }
        return Long.parseLong(text);
    }

    /** The parameters of the query. */
    public QueryFields query() {
        return head.query();
    }

    /**
     * The fields of the body, a JSON object.
     *
     * @throws Problem bad_request: it is none, or has others than {@code known}
     */
    public BodyFields fields(String... known) {
        return fields(Set.of(known));
    }

    /** The same, with a set that was made before. */
    public BodyFields fields(Set<String> known) {
        return BodyFields.of("the body", JsonBody.parse(body), known);
    }
}
