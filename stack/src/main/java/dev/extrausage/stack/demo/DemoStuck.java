package dev.extrausage.stack.demo;

import java.util.List;

/** The ledger has not decided what was published within a minute; the message is a sentence. */
public final class DemoStuck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoStuck(List<String> accounts) {
        super("The demo is stuck: the ledger has not decided the inputs of " + accounts
                + " within a minute. See ledger.log in its data directory.");
    }
}
