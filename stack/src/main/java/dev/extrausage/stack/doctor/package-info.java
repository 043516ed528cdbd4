/**
 * The examination of a Kafka that the ledger runs on, or is to run on, and of this machine: one
 * finding a line, with what to do where something is wrong. Changes nothing.
 */
package dev.extrausage.stack.doctor;
