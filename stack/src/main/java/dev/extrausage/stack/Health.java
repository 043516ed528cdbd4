package dev.extrausage.stack;

import java.util.List;

/**
 * The health of a stack: true if it does its work now.
 *
 * @param problems what is not ready, a clause each; empty when all is
 */
public record Health(List<String> problems) {
    /** Copies the list. */
    public Health {
        problems = List.copyOf(problems);
    }

    /** True if inputs are decided and top-ups answered. */
    public boolean isReady() {
        return problems.isEmpty();
    }
}
