/** Tables for people and for spreadsheets. */
package dev.extrausage.cli.table;
