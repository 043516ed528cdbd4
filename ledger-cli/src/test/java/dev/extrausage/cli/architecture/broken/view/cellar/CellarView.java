package dev.extrausage.cli.architecture.broken.view.cellar;

/** A room that no other may import. */
public final class CellarView {}
