package dev.extrausage.api.signin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Cursor;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Keys, made, listed and revoked by operators (API.md sections 2 and 3). */
public final class KeyRoutes {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ACCOUNT = 64;
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::text).toList();

    private final KeyDesk desk;

    /** Routes to that desk. */
    public KeyRoutes(KeyDesk desk) {
        this.desk = desk;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/keys").by(Role.OPERATOR).query("limit", "cursor")
                        .answers(this::list),
                Route.post("/v1/keys").by(Role.OPERATOR).answers(this::create),
                Route.delete("/v1/keys/{id}").by(Role.OPERATOR).answers(this::revoke));
    }

    /** The newest first; a cursor is the id of the last one shown. */
    private Reply list(Call call) {
        int limit = call.query().limit();
        List<Pass> all = new ArrayList<>(desk.list());
        Collections.reverse(all);
        int from = after(call.query().cursor(), all);
        List<Pass> page = all.subList(from, Math.min(all.size(), from + limit));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = json.putArray("keys");
        page.forEach(pass -> keys.add(json(pass).put("revoked_at",
                pass.revoked() == null ? null : UtcTime.format(pass.revoked().at()))));
        json.put("next", from + page.size() == all.size() || page.isEmpty() ? null
                : Cursor.of(page.get(page.size() - 1).id()).toString());
        return Reply.ok(json);
    }

    private static int after(Cursor cursor, List<Pass> all) {
        if (cursor == null) {
            return 0;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(cursor.text(0))) {
                return i + 1;
            }
        }
        throw Problem.badValue("cursor", cursor.toString(), "the cursor of a key that is listed");
    }

    private Reply create(Call call) {
        BodyFields body = call.fields("role", "account_id", "member_id", "expires_at", "note");
        Scope scope = Scope.parse(body.choice("role", ROLES),
                body.optionalName("account_id", LONGEST_ACCOUNT),
                body.optionalName("member_id", LONGEST_NAME));
        KeyDesk.Made made = desk.create(scope, body.optionalTime("expires_at"), call.who().name(),
                body.has("note") ? body.note("note") : null);
        return Reply.ok(json(made.pass()).put("key", made.key().text()));
    }

    private Reply revoke(Call call) {
        String id = call.id("id");
        boolean there = desk.list().stream()
                .anyMatch(pass -> pass.id().equals(id) && pass.revoked() == null);
        if (!there || desk.revoke(id, call.who().name()).isEmpty()) {
            throw Problem.notFound("such key, or it is revoked");
        }
        return Reply.empty(204);
    }

    private static ObjectNode json(Pass pass) {
        return JsonNodeFactory.instance.objectNode().put("id", pass.id())
                .put("role", pass.scope().role().text())
                .put("account_id", pass.scope().accountId())
                .put("member_id", pass.scope().memberId())
                .put("created_at", UtcTime.format(pass.createdAt()))
                .put("expires_at",
                        pass.expiresAt() == null ? null : UtcTime.format(pass.expiresAt()));
    }
}
