/**
 * The library that an inference service embeds: {@code publish} takes the usage of each request,
 * {@code gate} says beforehand whether a request may run. Neither of the two knows the other; here
 * are the values that both speak of.
 */
package dev.extrausage.client;
