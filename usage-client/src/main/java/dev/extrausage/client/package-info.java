/**
 * What an inference service embeds: it publishes the usage of each request, and asks beforehand
 * whether a request may run.
 */
package dev.extrausage.client;
