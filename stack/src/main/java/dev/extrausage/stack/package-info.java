/**
 * The whole system in one process: a broker, the ledger, the consumers, and a door on which it says
 * how it is. {@link dev.extrausage.stack.Stack} starts and stops them in their order.
 */
package dev.extrausage.stack;
