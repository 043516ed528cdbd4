/**
 * Who asks, and how that is proved: API keys, tokens of an OpenID provider, sessions of browsers;
 * the rates each is held to, and what a browser may send. Knows nothing of what is asked for.
 */
package dev.extrausage.api.access;
