/**
 * The runtime of every process: its settings from the environment ({@link
 * dev.extrausage.process.Variables}), its start and orderly end ({@link
 * dev.extrausage.process.Lifecycle}), and the file that shows its readiness.
 */
package dev.extrausage.process;
