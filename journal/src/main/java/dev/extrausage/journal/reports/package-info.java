/**
 * Reports on one account or all, as values and as JSON or CSV; no terminal. Entries are told in
 * their order, each beside its cause decided again. Amounts and outcomes are always those written;
 * deciding again only adds what an entry does not hold, such as the limits of that moment, and says
 * where it differs. Imports {@code read} and {@code redecide}, never {@code proof}.
 */
package dev.extrausage.journal.reports;
