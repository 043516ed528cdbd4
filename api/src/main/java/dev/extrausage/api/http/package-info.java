/**
 * HTTP itself: requests, replies, problems and routes. Knows nothing of accounts.
 */
package dev.extrausage.api.http;
