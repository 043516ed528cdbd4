package dev.extrausage.client.gate.memory;

/** A snapshot of an account on a plan that no version of the gate's catalog has. */
public final class UnknownPlan extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String plan;

    UnknownPlan(String plan) {
        super("the gate's catalog has no plan " + plan + ": it is older than the ledger's");
        this.plan = plan;
    }

    /** The plan's name. */
    public String plan() {
        return plan;
    }
}
