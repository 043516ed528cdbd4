/**
 * One account's entries as they are written in the journal, told in their order, and decided once
 * more beside it: what explanations, statements and past balances are made of. Amounts and outcomes
 * are always those written; deciding again only adds what an entry does not hold, such as the
 * limits of that moment, and says where it differs.
 */
package dev.extrausage.journal.reports;
