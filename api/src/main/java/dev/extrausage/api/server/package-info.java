/**
 * The HTTP server: Jetty's core, told how to bound every request's head and every connection. A
 * body is bounded by its route.
 */
package dev.extrausage.api.server;
