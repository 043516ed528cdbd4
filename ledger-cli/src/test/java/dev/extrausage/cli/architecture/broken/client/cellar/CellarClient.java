package dev.extrausage.cli.architecture.broken.client.cellar;

/** A room that no other may import. */
public final class CellarClient {}
