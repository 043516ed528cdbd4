/**
 * The reading side of accounts. Values come from the reports of {@code journal} and from the read
 * model; here they become JSON and CSV: money as decimal strings of US dollars in fields that end
 * in {@code _usd}, times in ISO-8601 to the millisecond.
 */
package dev.extrausage.api.accounts;
