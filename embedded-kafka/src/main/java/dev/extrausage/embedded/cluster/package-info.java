/** A cluster of brokers in processes of their own, and what may befall it: for tests and bench. */
package dev.extrausage.embedded.cluster;
