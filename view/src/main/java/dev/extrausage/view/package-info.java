/**
 * The read model: the journal folded into a database that answers quickly and can be thrown away
 * (API.md section 4). Nothing lives only there.
 */
package dev.extrausage.view;
