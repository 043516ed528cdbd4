package dev.extrausage.api.access;

import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.RequestHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes heads of requests, for tests. */
public final class Head {
    private final String method;
    private final Map<String, List<String>> headers = new HashMap<>();
    private String address = "192.0.2.1";
    private boolean secure;

    private Head(String method) {
        this.method = method;
    }

    /** A request without headers. */
    public static Head of(String method) {
        return new Head(method);
    }

    /** Adds a header; null adds none. */
    public Head with(String name, String value) {
        if (value != null) {
            RequestHead.add(headers, name, value);
        }
        return this;
    }

    /** Comes from that address. */
    public Head from(String remote) {
        address = remote;
        return this;
    }

    /** Comes by TLS. */
    public Head byTls() {
        secure = true;
        return this;
    }

    /** The head. */
    public RequestHead head() {
        return new RequestHead(method, List.of("v1"), QueryFields.parse(null),
                headers, address, secure, "test");
    }
}
