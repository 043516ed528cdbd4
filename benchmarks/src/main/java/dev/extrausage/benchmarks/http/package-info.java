/** Load on the HTTP API, over raw sockets that are kept open. */
package dev.extrausage.benchmarks.http;
