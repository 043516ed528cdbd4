/**
 * People, by an OpenID provider: bearer tokens of a configured issuer, and the code flow with PKCE
 * that ends in a session. The signatures are nimbus-jose-jwt's business, the flow is ours.
 */
package dev.extrausage.api.access.oidc;
