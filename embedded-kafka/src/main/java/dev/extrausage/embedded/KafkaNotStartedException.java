package dev.extrausage.embedded;

/**
 * The reason why the embedded broker did not start, in a sentence an operator can act on: the port
 * that is taken, the directory that is in use or damaged, the setting the broker refused. Nothing
 * is left running and no lock is held when it is thrown.
 */
public final class KafkaNotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaNotStartedException(String message) {
        super(message);
    }

    KafkaNotStartedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a failure inside Kafka: {@code what} was not done, and why at the bottom of it. */
    static KafkaNotStartedException because(String what, Throwable failure) {
        Throwable why = failure;
        while (why.getCause() != null) {
            why = why.getCause();
        }
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        return new KafkaNotStartedException(what + ": " + reason, failure);
    }
}
