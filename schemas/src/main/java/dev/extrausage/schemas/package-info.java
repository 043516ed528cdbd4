/**
 * The contracts of the topics: their settings and partitions, the Avro schemas and the source of
 * their ids, and the serde in the Confluent wire format (SPEC section 4).
 */
package dev.extrausage.schemas;
