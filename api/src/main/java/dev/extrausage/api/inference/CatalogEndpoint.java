package dev.extrausage.api.inference;

import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/** {@code GET /v1/catalog}: the version in force, as the gate follows it. */
final class CatalogEndpoint {
    private static final int TAG_BYTES = 16;

    private final UsageGate gate;
    private final Clock clock;
    private volatile Written last;

    /** A version as it was written, kept for as long as neither it nor the next one changes. */
    private record Written(CatalogVersion version, CatalogVersion next, byte[] body, String tag) { }

    CatalogEndpoint(UsageGate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /** The answer; 304 where the caller has it already, 503 before the ledger's was read once. */
    Reply answer(Call call) {
        if (!gate.isCatalogRead()) {
            throw Problem.of(ProblemCode.NOT_READY, "The catalog was not read yet.")
                    .header("Retry-After", "1");
        }
        Written written = written(gate.catalog(), clock.millis());
        Reply reply = EntityTag.isKnown(call.head(), written.tag()) ? Reply.empty(304)
                : Reply.bytes(200, "application/json", written.body());
        return reply.with("ETag", written.tag());
    }

    private Written written(Catalog catalog, long now) {
        CatalogVersion version = catalog.at(now);
        Long from = catalog.nextEffectiveAfter(now);
        CatalogVersion next = from == null ? null : catalog.at(from);
        Written before = last;
        if (before != null && before.version().equals(version)
                && (next == null ? before.next() == null : next.equals(before.next()))) {
            return before;
        }
        byte[] body = JsonBody.bytes(CatalogJson.of(version, next));
        Written made = new Written(version, next, body, tag(body));
        last = made;
        return made;
    }

    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
