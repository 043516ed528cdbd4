package dev.extrausage.api.writes;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls as the dispatcher lets them through. */
final class WriteCalls {
    static final String ACCOUNT = "acct-7";
    static final String KEY = "019acf0e-6c31-7d14-8c8f-2b6f6a2d9a01";

    private WriteCalls() {}

    static RequestHead head(Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name.toLowerCase(), List.of(value)));
        return new RequestHead("POST", List.of(), QueryFields.parse(null), lists, "127.0.0.1",
                false, "r-1");
    }

    static Call call(Role role, String body) {
        return call(role, body, Map.of());
    }

    static Call call(Role role, String body, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put(Route.ACCOUNT, ACCOUNT);
        Credential who = new Credential(role.text() + "-1", role,
                role == Role.CUSTOMER ? ACCOUNT : null, null, Credential.Kind.KEY, null);
        return new Call(head(Map.of("Idempotency-Key", KEY)), parameters, who,
                body.getBytes(StandardCharsets.UTF_8));
    }
}
