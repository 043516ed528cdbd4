package dev.extrausage.catalog;

/**
 * The refusal of a catalog (section 3). The message is {@code catalog.yaml:LINE: field, value,
 * bound}, and can be shown as it stands to the author of the file.
 */
public final class CatalogError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    CatalogError(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
        this.line = line;
    }

    /** The line of the file to change, counted from 1. */
    public int line() {
        return line;
    }
}
