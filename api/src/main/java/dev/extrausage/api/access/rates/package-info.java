/** Rate limits: of a credential's requests, and of an address's attempts that fail. */
package dev.extrausage.api.access.rates;
