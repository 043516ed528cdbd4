/**
 * API keys and sessions of browsers: drawn here, shown once, kept as hashes on the topic {@code
 * api-keys}, which every instance follows.
 */
package dev.extrausage.api.access.keys;
