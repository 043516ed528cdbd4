package dev.extrausage.schemas.wire;

import dev.extrausage.core.Input;
import dev.extrausage.schemas.BalanceChange;

/** What the journal's readers take out of an entry (J1). */
public final class EntryCodec {
    private EntryCodec() {}

    /**
     * The input that an entry answers, as the ledger got it.
     *
     * @throws dev.extrausage.core.BadInput if it is out of its bounds, so that no ledger decided it
     */
    public static Input inputOf(BalanceChange entry) {
        return new Input(EventCodec.causeToCore(entry.getCause()),
                entry.getReceivedAt().toEpochMilli());
    }
}
