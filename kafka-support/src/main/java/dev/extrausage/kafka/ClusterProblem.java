package dev.extrausage.kafka;

/**
 * Kafka, or the ledger behind it, is not as a command needs it; the message is a whole sentence.
 */
public final class ClusterProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterProblem(String message) {
        super(message);
    }

    public ClusterProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
