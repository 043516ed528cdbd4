package dev.extrausage.cli.architecture.broken.journal.cellar;

/** A room that no other may import. */
public final class CellarJournal {}
