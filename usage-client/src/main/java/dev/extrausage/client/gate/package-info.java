/**
 * The gate: answers from memory whether a request may run, and holds the estimates of those under
 * way. It imports {@code gate.memory}, and nothing of {@code publish}.
 */
package dev.extrausage.client.gate;
