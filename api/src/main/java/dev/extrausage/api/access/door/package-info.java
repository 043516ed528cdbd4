/** The door: from a request's head to who is asking, or a problem. */
package dev.extrausage.api.access.door;
