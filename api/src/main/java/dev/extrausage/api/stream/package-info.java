/**
 * Accounts as they change, as Server-Sent Events: a feed pulls from the read model whenever its
 * caller has taken the last write, so nothing queues for a slow one.
 */
package dev.extrausage.api.stream;
