package dev.extrausage.journal.reports.asof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Holdings;
import dev.extrausage.journal.reports.asof.AsOf.Answer;
import java.io.IOException;
import java.io.StringWriter;

/** A past balance for machines; amounts are integers of nano-USD. */
public final class AsOfJson {
    private final JsonGenerator json;

    private AsOfJson(JsonGenerator json) {
        this.json = json;
    }

    /** One JSON object: {@code balance} is what was asked for, beside both senses by name. */
    public static String of(String accountId, Answer a) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            new AsOfJson(json).answer(accountId, a);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        return out.toString();
    }

    private void answer(String accountId, Answer a) throws IOException {
        json.writeStartObject();
        json.writeStringField("account_id", accountId);
        json.writeStringField("as_of", UtcTime.format(a.effectiveUntil()));
        json.writeStringField("known_at",
                a.asksWhatWasSaid() ? UtcTime.format(a.knownUntil()) : null);
        balance("balance", a.asked());
        balance("known_now", a.known());
        balance("said_then", a.said());
        json.writeBooleanField("differs", a.differs());
        json.writeArrayFieldStart("later_entries");
        for (WrittenEntry e : a.later()) {
            json.writeStartObject();
            json.writeNumberField("sequence", e.sequence());
            json.writeStringField("event_id", e.cause().event().eventId().toString());
            json.writeStringField("received_at", UtcTime.format(e.cause().receivedAt()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("adds_up", a.addsUp());
        json.writeEndObject();
    }

    private void balance(String name, PastBalance b) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("sequence", b.sequence());
        json.writeStringField("plan", b.plan());
        json.writeBooleanField("closed", b.closed());
        json.writeStringField("cycle_start",
                b.cycle() == null ? null : UtcTime.format(b.cycle().start()));
        json.writeStringField("cycle_end",
                b.cycle() == null ? null : UtcTime.format(b.cycle().end()));
        json.writeNumberField("allowance_left_nanos", b.allowanceNanos());
        json.writeNumberField("extra_usage_nanos", b.extraUsageNanos());
        json.writeNumberField("spent_nanos", b.spentNanos());
        json.writeArrayFieldStart("grants");
        for (Holdings.Lot lot : b.lots()) {
            json.writeStartObject();
            json.writeStringField("grant_id", lot.grantId());
            json.writeStringField("kind", lot.kind() == null ? null : lot.kind().name());
            json.writeNumberField("left_nanos", lot.leftNanos());
            json.writeStringField("expires_at",
                    lot.expiresAt() == null ? null : UtcTime.format(lot.expiresAt()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
