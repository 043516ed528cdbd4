/**
 * One real Kafka broker inside this process: the stack of {@code ./ledger up} and {@code ./ledger
 * demo} keeps its topics in it, and the tests of every module that speaks to Kafka run against it.
 * It knows nothing of the ledger.
 */
package dev.extrausage.embedded;
