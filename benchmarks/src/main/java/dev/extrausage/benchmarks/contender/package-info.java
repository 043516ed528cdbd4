/** The contenders that are run against each other, each in a process of its own. */
package dev.extrausage.benchmarks.contender;
