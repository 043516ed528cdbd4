/**
 * The {@code ledger} command. Each subcommand has a file of its name, listed in
 * {@link dev.extrausage.cli.LedgerCommand}; what it does lies in the modules below.
 */
package dev.extrausage.cli;
