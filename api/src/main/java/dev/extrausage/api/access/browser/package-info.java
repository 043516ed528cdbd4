/**
 * Rules for browsers: which names we answer to, which of their requests may change something, what
 * they are told to keep to, and the cookie of a session. Pure functions of a request's head.
 */
package dev.extrausage.api.access.browser;
