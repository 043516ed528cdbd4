package dev.extrausage.schemas.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.BadRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A case that needs a person, as it lies on the topic {@code attention} (SPEC A8).
 *
 * @param accountId whose
 * @param name its name among the account's cases; no {@code /} is in it
 * @param kind the sort of case; later versions may have more
 * @param since when it came to be, in milliseconds since 1970
 * @param what the story, in sentences
 * @param todo the remedy, in sentences
 * @param about the amount and the ids it is about
 * @param request what awaits approval; null for every other kind
 * @param settled how it ended; null while it is open
 */
public record AttentionCase(String accountId, String name, String kind, long since, String what,
        String todo, About about, Request request, Settled settled) {
    /** Money was paid that can be neither credited nor refunded (A4). */
    public static final String PAID_CREDIT_REFUSED = "PAID_CREDIT_REFUSED";
    /** A refund could not be paid (A7). */
    public static final String REFUND_FAILED = "REFUND_FAILED";
    /** A bank took a payment back (P9). */
    public static final String PAYMENT_REVERSED = "PAYMENT_REVERSED";
    /** The ledger refused a {@code RefundFailed} or a {@code PaymentReversed}. */
    public static final String CORRECTION_REFUSED = "CORRECTION_REFUSED";
    /** The processor, or the ledger, says otherwise than the top-up consumer remembers. */
    public static final String CONTRADICTION = "CONTRADICTION";
    /** A refund awaits a second person's approval (API.md section 2). */
    public static final String APPROVAL = "APPROVAL";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The amount and the ids of a case, each null where there is none.
     *
     * @param amountNanos in nano-USD
     * @param grantId the lot
     * @param topUpId the top-up
     * @param paymentId the processor's name of the payment
     * @param refundId the refund, or the chargeback
     * @param sequence the journal's entry that gave rise to it
     */
    public record About(Long amountNanos, String grantId, String topUpId, String paymentId,
            String refundId, Long sequence) {}

    /**
     * A refund that awaits a second person's approval.
     *
     * @param eventId the id under which it is ordered once it is approved
     * @param by who asks for it
     * @param note why
     * @param amountNanos the amount asked for, nano-USD; null: all that is left of the grant
     */
    public record Request(String eventId, String by, String note, Long amountNanos) {}

    /**
     * The end of a case.
     *
     * @param at when, in milliseconds since 1970
     * @param by who settled it
     * @param note why, in the operator's words
     */
    public record Settled(long at, String by, String note) {}

    /** A case that awaits no approval. */
    public AttentionCase(String accountId, String name, String kind, long since, String what,
            String todo, About about, Settled settled) {
        this(accountId, name, kind, since, what, todo, about, null, settled);
    }

    /** The record's key: the account, {@code /}, the name. */
    public String key() {
        return accountId + "/" + name;
    }

    /** The same case, settled. */
    public AttentionCase settled(long at, String by, String note) {
        return new AttentionCase(
                accountId, name, kind, since, what, todo, about, request,
                new Settled(at, by, note));
    }

    /** The record's value, also what the command prints. */
    public String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("account_id", accountId).put("case", name).put("kind", kind);
        node.put("since", UtcTime.format(since)).put("what", what).put("todo", todo);
        put(node, "amount_nanos", about.amountNanos());
        put(node, "grant_id", about.grantId());
        put(node, "top_up_id", about.topUpId());
        put(node, "payment_id", about.paymentId());
        put(node, "refund_id", about.refundId());
        put(node, "sequence", about.sequence());
        if (request != null) {
            ObjectNode asked = node.putObject("request").put("event_id", request.eventId())
                    .put("by", request.by()).put("note", request.note());
            put(asked, "amount_nanos", request.amountNanos());
        }
        if (settled != null) {
            node.putObject("settled").put("at", UtcTime.format(settled.at()))
                    .put("by", settled.by()).put("note", settled.note());
        }
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }

    /** Reads a record's value; throws {@link BadRecord} when it is no case. */
    public static AttentionCase parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(new String(value, StandardCharsets.UTF_8));
            return new AttentionCase(text(node, "account_id"), text(node, "case"),
                    text(node, "kind"), UtcTime.parse("since", text(node, "since")),
                    text(node, "what"), text(node, "todo"),
                    new About(number(node, "amount_nanos"), optional(node, "grant_id"),
                            optional(node, "top_up_id"), optional(node, "payment_id"),
                            optional(node, "refund_id"), number(node, "sequence")),
                    requestIn(node), settledIn(node));
        } catch (IOException | RuntimeException e) {
            throw new BadRecord("the value is no case of the attention list: " + e.getMessage());
        }
    }

    private static Request requestIn(JsonNode node) {
        JsonNode request = node.get("request");
        return request == null || request.isNull() ? null : new Request(
                text(request, "event_id"), text(request, "by"), text(request, "note"),
                number(request, "amount_nanos"));
    }

    private static Settled settledIn(JsonNode node) {
        JsonNode settled = node.get("settled");
        return settled == null || settled.isNull() ? null : new Settled(
                UtcTime.parse("at", text(settled, "at")), text(settled, "by"),
                text(settled, "note"));
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }

    private static String optional(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static Long number(JsonNode node, String field) {
        return node.hasNonNull(field) ? (Long) node.get(field).longValue() : null;
    }

    private static void put(ObjectNode node, String field, Object value) {
        if (value != null) {
            node.putPOJO(field, value);
        }
    }
}
