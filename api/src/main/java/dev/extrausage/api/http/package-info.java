/**
 * HTTP itself: requests, replies, problems, and the fields of queries and bodies with their bounds.
 * Knows nothing of accounts; the routes and the bound of each one's body are in {@code routing}.
 */
package dev.extrausage.api.http;
