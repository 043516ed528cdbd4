package dev.extrausage.view.rows;

import java.util.List;

/**
 * A conversation, whole and by app and model.
 *
 * @param parts the dearest first
 */
public record SessionDetail(SessionRow whole, List<SessionPart> parts) {
    /** Copies the list. */
    public SessionDetail {
        parts = List.copyOf(parts);
    }
}
