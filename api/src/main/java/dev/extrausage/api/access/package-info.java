/**
 * The caller: credentials and their roles (API.md section 2). {@code keys}: API keys and sessions,
 * kept on a topic; {@code oidc}: people by an OpenID provider; {@code browser}: what a browser may
 * send, and gets told; {@code rates}: how often it may ask; {@code door}: all of them, asked in
 * order.
 */
package dev.extrausage.api.access;
