package dev.extrausage.cli.architecture.broken.api.cellar;

/** A room that no other may import. */
public final class CellarApi {}
