package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.journal.read.PlacedEntry;
import dev.extrausage.schemas.Topics;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The bytes of an entry and its place in the chain (J2): the SHA-256 of {@code previous_hash}
 * followed by {@code raw} less its last 32 bytes is {@code hash}, and those last 32.
 */
final class ProofJson {
    private ProofJson() {}

    static ObjectNode of(PlacedEntry placed, AccountAge known) {
        HexFormat hex = HexFormat.of();
        return known.age(new AnswerFields().text("account_id", placed.entry().accountId())
                .number("sequence", placed.entry().sequence()))
                .text("topic", Topics.BALANCE_CHANGES.topicName())
                .number("partition", (long) placed.place().partition())
                .number("offset", placed.place().offset())
                .text("previous_hash", hex.formatHex(placed.record().getPreviousHash().bytes()))
                .text("hash", hex.formatHex(placed.record().getHash().bytes()))
                .text("raw", Base64.getEncoder().encodeToString(placed.bytes())).node();
    }
}
