/** Processes of their own for what is measured: asked by lines of JSON, and ending with us. */
package dev.extrausage.benchmarks.process;
