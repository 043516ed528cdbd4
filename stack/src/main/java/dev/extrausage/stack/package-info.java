/**
 * The whole system in one process: a broker, the ledger, the consumers, the HTTP API, and a server
 * that tells its health and its schemas. {@link dev.extrausage.stack.Stack} starts and stops them
 * in their order.
 */
package dev.extrausage.stack;
