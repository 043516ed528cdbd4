/** Top-ups: each request is answered once, its card charged once, and the ledger told once. */
package dev.extrausage.consumers.topup;
