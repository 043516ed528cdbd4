/** The figures of gate and publisher in a service's Micrometer registry, if it has one. */
package dev.extrausage.client.meters;
