/**
 * The wire's one home: events, entries, snapshots, notices and rejections between the core's values
 * and the bytes on the topics, both ways, and the hash chain that binds an account's entries (J2).
 * The writers build no Avro objects; the tests hold their bytes to those of the generated classes.
 */
package dev.extrausage.schemas.wire;
