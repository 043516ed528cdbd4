package dev.extrausage.consumers.autoreload;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.acl.Permissions;

/**
 * Turns the ledger's notices {@code TOP_UP_DUE} into top-up requests with the same id, each exactly
 * once: the request and the notice's offset are one transaction (SPEC A2, A5). Several instances
 * share the partitions.
 */
public final class AutoReloadConsumer extends ConsumerLoop {
    /** The consumer group. */
    public static final String GROUP = Permissions.AUTO_RELOADS;

    /** {@code ids}: the schema ids of the cluster. */
    public AutoReloadConsumer(ConsumerSettings settings, SchemaIds ids) {
        super(GROUP, skipped ->
                AutoReloadSession.open(new KafkaClients(settings, GROUP), ids, skipped));
    }
}
