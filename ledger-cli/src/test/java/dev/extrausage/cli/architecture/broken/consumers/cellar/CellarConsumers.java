package dev.extrausage.cli.architecture.broken.consumers.cellar;

/** A room that no other may import. */
public final class CellarConsumers {}
