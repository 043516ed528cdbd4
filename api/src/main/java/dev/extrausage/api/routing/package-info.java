/** The table of what may be asked, by whom, and the order of checks before it is answered. */
package dev.extrausage.api.routing;
