/** The operations port of a process: does it live, is it ready and why not, and how it fares. */
package dev.extrausage.operations;
