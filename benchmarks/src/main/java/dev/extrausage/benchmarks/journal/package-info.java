/** The journal as a benchmark sees it: what a reader of committed records gets, and when. */
package dev.extrausage.benchmarks.journal;
