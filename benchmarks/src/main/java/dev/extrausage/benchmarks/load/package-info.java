/** The load: accounts and usage events, made before they are measured; the same for a seed. */
package dev.extrausage.benchmarks.load;
