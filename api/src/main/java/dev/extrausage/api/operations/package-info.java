/** Whether the process lives and may be asked, and how it fares: on a port of their own. */
package dev.extrausage.api.operations;
