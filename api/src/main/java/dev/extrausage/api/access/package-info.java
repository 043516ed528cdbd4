/** Who is asking, and what that credential may do (API.md section 2). */
package dev.extrausage.api.access;
