/** The databases that the read model lies in: their tables, connections, and rows as bytes. */
package dev.extrausage.view.database;
