/** The API's process: its settings, and its parts started and stopped in order. */
package dev.extrausage.api.app;
