/** One account, as a person or a program wants to read it. */
package dev.extrausage.cli.text;
