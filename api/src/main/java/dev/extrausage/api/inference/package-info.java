/** The endpoints for inference services in any language: may a request run, and what did it use. */
package dev.extrausage.api.inference;
