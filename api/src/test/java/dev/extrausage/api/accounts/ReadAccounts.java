package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks routes of accounts as the server does, without one. */
final class ReadAccounts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Routes routes;

    ReadAccounts(List<Route> routes) {
        this.routes = new Routes(routes);
    }

    Reply get(String path, Map<String, String> headers) {
        return call("GET", path, headers, new byte[0]);
    }

    Reply get(String path) {
        return get(path, Map.of());
    }

    Reply post(String path, String body) {
        return call("POST", path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private Reply call(String method, String path, Map<String, String> headers, byte[] body) {
        String[] parts = path.split("\\?", 2);
        List<String> segments = RequestHead.segments(parts[0]);
        Routes.Match match = routes.find(method, segments);
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        QueryFields query = QueryFields.parse(parts.length == 1 ? null : parts[1]);
        query.allowOnly(match.route().query());
        RequestHead head =
                new RequestHead(method, segments, query, all, "127.0.0.1", false, "request");
        try {
            return match.route().endpoint().answer(new Call(head, match.parameters(), null, body))
                    .join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : e;
        }
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(text(reply));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (reply.body() instanceof Reply.Pieces pieces) {
                pieces.writing().to(out);
            } else {
                out.write(((Reply.Bytes) reply.body()).bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
