package dev.extrausage.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.json.AttentionCase;
import java.util.ArrayList;
import java.util.List;

/** The attention list in words. */
public final class AttentionText {
    private static final String INDENT = "    ";

    private AttentionText() {}

    /** The cases one after another, each with its story and its remedy. */
    public static List<String> of(List<AttentionCase> cases) {
        List<String> lines = new ArrayList<>();
        for (AttentionCase c : cases) {
            lines.add(c.key() + "  " + c.kind() + "  since " + UtcTime.format(c.since()));
            lines.add(INDENT + c.what());
            lines.add(INDENT + "To do: " + c.todo());
            ids(c.about(), lines);
            if (c.settled() != null) {
                lines.add(INDENT + "Settled " + UtcTime.format(c.settled().at()) + " by "
                        + c.settled().by() + ": " + c.settled().note());
            }
        }
        return lines;
    }

    /** The same of cases as {@code GET /v1/attention} answers them. */
    public static List<String> ofRemote(List<JsonNode> cases) {
        List<String> lines = new ArrayList<>();
        for (JsonNode c : cases) {
            lines.add(c.path("case").asText() + "  " + c.path("kind").asText() + "  since "
                    + c.path("since").asText());
            lines.add(INDENT + c.path("what").asText());
            lines.add(INDENT + "To do: " + c.path("todo").asText());
            List<String> ids = new ArrayList<>();
            for (String name : List.of("grant_id", "top_up_id", "payment_id", "refund_id")) {
                add(ids, name, c.path(name).textValue());
            }
            add(ids, "entry", c.path("sequence").isNumber() ? c.path("sequence").asText() : null);
            if (!ids.isEmpty()) {
                lines.add(INDENT + String.join(", ", ids));
            }
            JsonNode settled = c.path("settled");
            if (settled.isObject()) {
                lines.add(INDENT + "Settled " + settled.path("at").asText() + " by "
                        + settled.path("by").asText() + ": " + settled.path("note").asText());
            }
        }
        return lines;
    }

    private static void ids(AttentionCase.About about, List<String> lines) {
        List<String> ids = new ArrayList<>();
        add(ids, "grant_id", about.grantId());
        add(ids, "top_up_id", about.topUpId());
        add(ids, "payment_id", about.paymentId());
        add(ids, "refund_id", about.refundId());
        add(ids, "entry", about.sequence());
        if (!ids.isEmpty()) {
            lines.add(INDENT + String.join(", ", ids));
        }
    }

    private static void add(List<String> ids, String name, Object value) {
        if (value != null) {
            ids.add(name + " " + value);
        }
    }
}
