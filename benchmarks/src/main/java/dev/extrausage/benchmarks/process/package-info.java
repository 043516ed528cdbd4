/** Processes of their own for what is measured: they are asked by lines of JSON, and end with us. */
package dev.extrausage.benchmarks.process;
