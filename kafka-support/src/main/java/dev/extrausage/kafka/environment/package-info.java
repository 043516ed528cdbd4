/** The way to a cluster, its catalog and its schemas, from a process's environment variables. */
package dev.extrausage.kafka.environment;
