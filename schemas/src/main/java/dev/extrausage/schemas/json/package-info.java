/**
 * Events and entries as JSON (SPEC section 12). Whoever takes events as JSON reads them with
 * {@link dev.extrausage.schemas.json.EventJson}, so that a misspelt field is refused everywhere
 * alike.
 */
package dev.extrausage.schemas.json;
