/** A ledger that is asked over HTTP, with a key, in place of its Kafka. */
package dev.extrausage.cli.remote;
