/** Cycle resets: time passes for idle accounts when their {@code next_due_at} comes. */
package dev.extrausage.consumers.cyclereset;
