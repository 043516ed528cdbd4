/** The files of the page, as a browser loads them. */
package dev.extrausage.page;
