package dev.extrausage.stream.startup;

import java.util.List;

/** The reasons why the ledger does not start: sentences that name what the operator can mend. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One reason. */
    public CannotStart(String reason) {
        super(reason);
    }

    /** One reason, and what it came from. */
    public CannotStart(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Several reasons, each on a line of its own. */
    CannotStart(List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
    }
}
