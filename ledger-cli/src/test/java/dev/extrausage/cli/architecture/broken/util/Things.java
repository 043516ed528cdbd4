package dev.extrausage.cli.architecture.broken.util;

/** Whatever. */
final class Things {}
