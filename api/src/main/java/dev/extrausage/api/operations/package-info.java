/** The figures of the API, for the operations port. */
package dev.extrausage.api.operations;
