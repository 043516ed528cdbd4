/** The compact binary form of an account: in the ledger's store, and in memory where many lie. */
package dev.extrausage.schemas.packed;
