package dev.extrausage.api.access.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Scope;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.BadRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads and writes the values of the topic {@code api-keys}. Later fields are passed over. */
final class PassJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PassJson() {}

    static byte[] write(Pass pass) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", pass.id()).put("kind", pass.kind().name().toLowerCase(Locale.ROOT));
        node.put("role", pass.scope().role().text());
        put(node, "account_id", pass.scope().accountId());
        put(node, "member_id", pass.scope().memberId());
        node.put("name", pass.name());
        put(node, "secret_sha256", pass.secretSha256());
        node.put("created_at", UtcTime.format(pass.createdAt()));
        node.put("created_by", pass.createdBy());
        put(node, "expires_at", pass.expiresAt() == null ? null : UtcTime.format(pass.expiresAt()));
        if (pass.revoked() != null) {
            node.put("revoked_at", UtcTime.format(pass.revoked().at()));
            node.put("revoked_by", pass.revoked().by());
        }
        put(node, "note", pass.note());
        if (pass.link() != null) {
            ObjectNode link = node.putObject("link").put("code_sha256", pass.link().codeSha256())
                    .put("open_by", UtcTime.format(pass.link().openBy()));
            put(link, "return_url", pass.link().returnUrl());
            put(link, "token_sha256", pass.link().tokenSha256());
        }
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    /** Reads a record's value; throws {@link BadRecord} when it is no pass. */
    static Pass read(byte[] value) {
        try {
            JsonNode node = JSON.readTree(new String(value, StandardCharsets.UTF_8));
            return new Pass(text(node, "id"), kind(text(node, "kind")),
                    Scope.parse(text(node, "role"), optional(node, "account_id"),
                            optional(node, "member_id")),
                    Bounds.name("name", text(node, "name")), optional(node, "secret_sha256"),
                    time(node, "created_at"), text(node, "created_by"),
                    node.hasNonNull("expires_at") ? (Long) time(node, "expires_at") : null,
                    revoked(node), optional(node, "note"), link(node.get("link")));
        } catch (IOException | RuntimeException e) {
            throw new BadRecord("the value is no key and no session: " + e.getMessage());
        }
    }

    private static Credential.Kind kind(String text) {
        return switch (text) {
            case "key" -> Credential.Kind.KEY;
            case "session" -> Credential.Kind.SESSION;
            default -> throw BadInput.of("kind", text, "key or session");
        };
    }

    private static Pass.Revoked revoked(JsonNode node) {
        return node.hasNonNull("revoked_at")
                ? new Pass.Revoked(time(node, "revoked_at"), text(node, "revoked_by")) : null;
    }

    private static Pass.Link link(JsonNode node) {
        return node == null || node.isNull() ? null : new Pass.Link(text(node, "code_sha256"),
                time(node, "open_by"), optional(node, "return_url"),
                optional(node, "token_sha256"));
    }

    private static long time(JsonNode node, String field) {
        return UtcTime.parse(field, text(node, field));
    }

    private static String text(JsonNode node, String field) {
        String text = node.required(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field + " is not a string");
        }
        return text;
    }

    private static String optional(JsonNode node, String field) {
        return node.hasNonNull(field) ? text(node, field) : null;
    }

    private static void put(ObjectNode node, String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
