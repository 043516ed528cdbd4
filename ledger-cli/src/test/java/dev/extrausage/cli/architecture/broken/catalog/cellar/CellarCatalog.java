package dev.extrausage.cli.architecture.broken.catalog.cellar;

/** A room that no other may import. */
public final class CellarCatalog {}
