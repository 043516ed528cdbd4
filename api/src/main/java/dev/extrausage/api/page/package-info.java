/** The page over HTTP: its shell at the paths of its views, and its files below a hash. */
package dev.extrausage.api.page;
