/** The HTTP server: Jetty's core, told how to bound every request and every connection. */
package dev.extrausage.api.server;
