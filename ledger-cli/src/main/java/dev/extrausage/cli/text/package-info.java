/** Pages for a terminal: the values of reports, of the gate and of the stack, as text. */
package dev.extrausage.cli.text;
