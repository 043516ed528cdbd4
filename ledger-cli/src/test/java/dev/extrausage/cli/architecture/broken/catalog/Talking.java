package dev.extrausage.cli.architecture.broken.catalog;

import org.slf4j.Logger;

/** A catalog with a logger. */
final class Talking {
    private Logger log;

    Logger log() {
        return log;
    }
}
