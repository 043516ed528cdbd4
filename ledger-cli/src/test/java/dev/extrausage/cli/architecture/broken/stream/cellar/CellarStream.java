package dev.extrausage.cli.architecture.broken.stream.cellar;

/** A room that no other may import. */
public final class CellarStream {}
