/** The gate's answers, as a person or a program wants to read them. */
package dev.extrausage.cli.gate;
