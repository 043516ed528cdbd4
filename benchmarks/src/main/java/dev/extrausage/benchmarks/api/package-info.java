/** The HTTP API: what it reaches of each figure that docs/API.md section 4 asks for. */
package dev.extrausage.benchmarks.api;
