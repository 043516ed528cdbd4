/** The measurements, as a table for people, as JSON, and as a part of docs/PERFORMANCE.md. */
package dev.extrausage.benchmarks.report;
