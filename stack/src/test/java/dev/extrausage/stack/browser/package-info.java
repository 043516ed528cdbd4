/**
 * The page in a real Chromium, against a real stack: what a customer and our people do with it.
 * Each test has accounts of its own, and leaves nothing in the browser's console.
 */
package dev.extrausage.stack.browser;
