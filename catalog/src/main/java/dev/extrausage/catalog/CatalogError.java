package dev.extrausage.catalog;

/**
 * Why a catalog is refused (section 3). The message is {@code catalog.yaml:LINE: what, which value,
 * what it must be}, and can be shown as it stands to whoever wrote the file.
 */
public final class CatalogError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    CatalogError(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
        this.line = line;
    }

    /** The line of the file that must be changed, counted from 1. */
    public int line() {
        return line;
    }
}
