package dev.extrausage.backup;

/** A backup that cannot be made or restored; the message is a sentence for an operator. */
public final class BackupProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupProblem(String message) {
        super(message);
    }

    BackupProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
