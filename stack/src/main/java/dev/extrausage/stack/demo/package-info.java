/**
 * A month in the life of a few dozen accounts, played in a minute or two against the real system.
 * The {@link dev.extrausage.stack.demo.Cast} says who they are, {@link dev.extrausage.stack.demo.Play}
 * lets them work, and {@link dev.extrausage.stack.demo.Programme} shows what came of it.
 */
package dev.extrausage.stack.demo;
