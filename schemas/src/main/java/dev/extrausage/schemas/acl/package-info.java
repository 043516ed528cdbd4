/** The permissions of the ledger's processes on Kafka, as data: principals, topics and groups. */
package dev.extrausage.schemas.acl;
