package dev.extrausage.schemas.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Notice;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UtcTime;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes what a replay answers, one JSON object a line (SPEC section 12). Not thread-safe. */
public final class EntryJson implements Closeable {
    private final JsonGenerator json;

    /** Writes to {@code out}, which {@link #close} closes. */
    public EntryJson(OutputStream out) throws IOException {
        JsonFactory factory = new JsonFactoryBuilder().rootValueSeparator("").build();
        json = factory.createGenerator(out, JsonEncoding.UTF8);
    }

    /**
     * Writes an entry.
     *
     * @param entry what the ledger answered
     * @param nextDueAt the account's C4 instant after it, in milliseconds since 1970; or null
     */
    public void write(Entry entry, Long nextDueAt) throws IOException {
        json.writeStartObject();
        json.writeStringField("account_id", entry.accountId());
        json.writeNumberField("sequence", entry.sequence());
        json.writeStringField("event_id", entry.cause().event().eventId().toString());
        time("clock", entry.clock());
        json.writeStringField("outcome", entry.outcome().name());
        json.writeStringField("reason", entry.reason() == null ? null : entry.reason().name());
        json.writeNumberField("cost_nanos", entry.costNanos());
        json.writeArrayFieldStart("postings");
        for (Posting posting : entry.postings()) {
            write(posting);
        }
        json.writeEndArray();
        json.writeNumberField("allowance_left_nanos", entry.allowanceLeftNanos());
        json.writeNumberField("extra_usage_nanos", entry.extraUsageNanos());
        json.writeNumberField("spent_nanos", entry.spentNanos());
        topUpDue(entry);
        json.writeArrayFieldStart("notices");
        for (Notice notice : entry.notices()) {
            json.writeString(notice.kind().name());
        }
        json.writeEndArray();
        time("next_due_at", nextDueAt);
        endLine();
    }

    /** Writes, in the place of an entry, why the line of this number (from 1) could not be read. */
    public void writeRejected(long lineNumber, String error) throws IOException {
        json.writeStartObject();
        json.writeNumberField("rejected", lineNumber);
        json.writeStringField("error", error);
        endLine();
    }

    /** Hands everything written so far to whoever reads it. */
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void write(Posting posting) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", posting.from().name());
        json.writeStringField("to", posting.to().name());
        json.writeStringField("grant_id", posting.grantId());
        json.writeNumberField("amount_nanos", posting.amountNanos());
        time("effective_at", posting.effectiveAt());
        json.writeEndObject();
    }

    private void topUpDue(Entry entry) throws IOException {
        if (entry.topUpDue() == null) {
            json.writeNullField("top_up_due");
            return;
        }
        json.writeObjectFieldStart("top_up_due");
        json.writeStringField("top_up_id", entry.topUpDue().topUpId());
        json.writeNumberField("amount_nanos", entry.topUpDue().amountNanos());
        json.writeEndObject();
    }

    /** A time, or null where there is none. */
    private void time(String name, Long millis) throws IOException {
        json.writeStringField(name, millis == null ? null : UtcTime.format(millis));
    }

    private void endLine() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
