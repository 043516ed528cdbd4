/** The rows of the read model, the questions that find them, and the answers that are none. */
package dev.extrausage.view.rows;
