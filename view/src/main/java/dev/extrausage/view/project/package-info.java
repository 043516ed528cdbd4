/**
 * The projector: folds the ledger's topics into the read model's database. {@link
 * dev.extrausage.view.project.Projection} is the way in; it has a {@code Lane} for each thread,
 * which reads, a {@code Fold} for each partition, which retries, and a {@code PartitionWriter}
 * under it, whose transaction guards the offsets.
 */
package dev.extrausage.view.project;
