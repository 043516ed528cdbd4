/** The projector: folds the ledger's topics into the read model's database. */
package dev.extrausage.view.project;
