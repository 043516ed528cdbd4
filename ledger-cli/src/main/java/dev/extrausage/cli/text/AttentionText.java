package dev.extrausage.cli.text;

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
