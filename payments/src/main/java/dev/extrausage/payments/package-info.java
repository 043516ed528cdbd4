/**
 * The payment port: what the ledger asks of a card processor, whichever it is. An implementation
 * has a package or module of its own, and only the main class that uses it knows which it is.
 */
package dev.extrausage.payments;
