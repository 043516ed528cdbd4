package dev.extrausage.cli.text;

import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;

/** Keys in words, without their secrets. */
public final class KeyText {
    private static final String INDENT = "    ";

    private KeyText() {}

    /**
     * Each key with whose it is, and where it comes from.
     *
     * @param now milliseconds since 1970
     */
    public static List<String> of(List<Pass> keys, long now) {
        List<String> lines = new ArrayList<>();
        for (Pass key : keys) {
            lines.add(key.id() + "  " + key.scope().role().text()
                    + named(" of account ", key.scope().accountId())
                    + named(", member ", key.scope().memberId()) + "  " + end(key, now));
            lines.add(INDENT + "made " + UtcTime.format(key.createdAt()) + " by "
                    + key.createdBy() + named(": ", key.note()));
        }
        return lines;
    }

    private static String end(Pass key, long now) {
        if (key.revoked() != null) {
            return "revoked " + UtcTime.format(key.revoked().at()) + " by " + key.revoked().by();
        }
        if (key.expiresAt() == null) {
            return "until it is revoked";
        }
        return (key.hasEnded(now) ? "expired " : "until ") + UtcTime.format(key.expiresAt());
    }

    private static String named(String before, String text) {
        return text == null ? "" : before + text;
    }
}
