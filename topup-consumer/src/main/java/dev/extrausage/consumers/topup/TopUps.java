package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.acl.Permissions;
import java.time.InstantSource;

/**
 * Answers every top-up request once: charges the card on file and tells the ledger of the credit,
 * or of the decline. Pays back what the ledger refused to credit, and what it orders to be paid
 * back (SPEC A4, A6, A7), and lists what needs a person (A8).
 *
 * <p>A request is first remembered, in one Kafka transaction with the request's offset; then its
 * card is charged, with no transaction of its own open; then the answer and the memory of it are
 * written in a second one. So wherever it stops, it goes on from what it remembers. Several
 * instances share the partitions.
 */
public final class TopUps extends ConsumerLoop {
    /** The consumer group. */
    public static final String GROUP = Permissions.TOP_UPS;

    /**
     * The consumer, not started yet. Charges that are open when it is closed are asked about at the
     * next start.
     *
     * @param catalog whose bounds a top-up must keep to, where the ledger keeps none
     * @param ids the schema ids of the cluster
     * @param processor charges the cards; stays the caller's to close, after this
     * @param clock the time
     * @param figures where it counts
     */
    public TopUps(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock, TopUpFigures figures) {
        super(GROUP, skipped -> TopUpSession.open(
                settings, catalog, ids, processor, clock, skipped, figures));
    }

    /** The consumer likewise, whose figures nobody asks for. */
    public TopUps(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock) {
        this(settings, catalog, ids, processor, clock, new TopUpFigures());
    }
}
