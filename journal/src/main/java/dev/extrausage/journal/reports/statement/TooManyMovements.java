package dev.extrausage.journal.reports.statement;

/** The period has more movements than whoever asked can take at once. */
public final class TooManyMovements extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyMovements(int most) {
        super("the period has more than " + most + " movements");
    }
}
