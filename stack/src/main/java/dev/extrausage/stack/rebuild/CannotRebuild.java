package dev.extrausage.stack.rebuild;

import java.util.List;

/** A refusal to rebuild, in sentences for an operator; nothing was changed. */
public final class CannotRebuild extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotRebuild(String reason) {
        super(reason);
    }

    CannotRebuild(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** A sentence, and lines that it speaks of. */
    CannotRebuild(String reason, List<String> lines) {
        super(reason + System.lineSeparator() + String.join(System.lineSeparator(), lines));
    }
}
