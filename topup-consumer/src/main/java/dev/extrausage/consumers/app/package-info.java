/** The process of the consumers: its main class and its settings. Knows all other packages. */
package dev.extrausage.consumers.app;
