package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.Problem;

/**
 * One item of a batch as it was sent.
 *
 * @param json its fields, as far as they could be read; null where it is no object
 * @param fault the first thing in it that is no field of anything; null where there is none
 */
record BatchItem(ObjectNode json, Problem fault) { }
