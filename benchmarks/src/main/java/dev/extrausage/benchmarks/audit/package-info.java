/** The audit, beside reading and decoding the same journal. */
package dev.extrausage.benchmarks.audit;
