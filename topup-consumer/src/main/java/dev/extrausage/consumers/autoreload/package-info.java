/** Auto-reload: notices {@code TOP_UP_DUE} become top-up requests. */
package dev.extrausage.consumers.autoreload;
