package dev.extrausage.cli.remote;

/** A remote ledger did not do what it was asked for; the message is for the user. */
public final class RemoteProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** A sentence, and the HTTP status; 0: there was no answer. */
    public RemoteProblem(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The HTTP status; 0: there was no answer. */
    public int status() {
        return status;
    }
}
