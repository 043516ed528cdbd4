/** Credentials made and ended over HTTP: keys, portal sessions, and browsers that sign in. */
package dev.extrausage.api.signin;
