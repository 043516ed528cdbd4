/** How fast a credential may ask, and how often an address may fail to say who it is. */
package dev.extrausage.api.access.rates;
