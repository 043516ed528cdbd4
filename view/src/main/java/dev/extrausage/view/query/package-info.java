/** The questions to the read model's database. */
package dev.extrausage.view.query;
