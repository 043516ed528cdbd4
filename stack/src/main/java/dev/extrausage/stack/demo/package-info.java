/**
 * A month in the life of a few dozen accounts, played in a minute or two against the real system.
 * {@link dev.extrausage.stack.demo.Cast} names them, {@link dev.extrausage.stack.demo.Play} lets
 * them work, and {@link dev.extrausage.stack.demo.Scoreboard} shows the result. Links lead to a few
 * of them, {@link dev.extrausage.stack.demo.Leads}, to whom everything happens; and
 * {@link dev.extrausage.stack.demo.LiveLoad} goes on by the world's clock.
 */
package dev.extrausage.stack.demo;
