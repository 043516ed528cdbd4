/**
 * A month in the life of a few dozen accounts, played in a minute or two against the real system.
 * The {@link dev.extrausage.cli.demo.Cast} says who they are, {@link dev.extrausage.cli.demo.Play}
 * lets them work, and {@link dev.extrausage.cli.demo.Programme} shows what came of it.
 */
package dev.extrausage.cli.demo;
