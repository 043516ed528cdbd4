/** A house that breaks every rule, so that each is seen to fail. Nothing else is in it. */
package dev.extrausage.cli.architecture.broken;
