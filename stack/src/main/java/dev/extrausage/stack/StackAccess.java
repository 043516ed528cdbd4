package dev.extrausage.stack;

import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.consumers.app.ConsumerKind;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.EnumMap;
import java.util.Map;

/**
 * The way of each part of a stack to Kafka, and its settings with it: on a locked broker of the
 * stack's own, each has a login of its own.
 *
 * @param kafka the Kafka, as the stack itself reaches it
 * @param local the same where the stack runs it; null: it is somebody's
 */
record StackAccess(
        StackSettings settings, DataFolder folder, KafkaAccess kafka, LocalKafka local) {

    private KafkaAccess of(KafkaRole role) {
        return local == null ? kafka : local.of(role);
    }

    LedgerSettings ledger() {
        KafkaAccess access = of(KafkaRole.LEDGER);
        LedgerSettings single = LedgerSettings.single(access, folder.state());
        return new LedgerSettings(access.bootstrap(), single.applicationId(), folder.state(),
                single.threads(), single.instances(),
                Math.max(single.replicationFactor(), settings.minInsyncReplicas()),
                settings.minInsyncReplicas(), access.settings());
    }

    Map<ConsumerKind, ConsumerSettings> consumers() {
        Map<ConsumerKind, ConsumerSettings> kinds = new EnumMap<>(ConsumerKind.class);
        for (ConsumerKind kind : ConsumerKind.values()) {
            ConsumerSettings usual = ConsumerSettings.of(
                    of(KafkaRole.valueOf(kind.name())), folder.instance());
            kinds.put(kind, usual.withWaits(usual.firstRetry(), settings.resendAfter()));
        }
        return kinds;
    }

    ApiSettings api() {
        return ApiSettings.local(of(KafkaRole.API), this::newIds, settings.catalog(),
                folder.root().resolve("api"), folder.root(), settings.httpPort(),
                LedgerSettings.DEFAULT_APPLICATION_ID).allowing(settings.allowedOrigins())
                .heldTo(settings.rates()).admitting(settings.admissions());
    }

    /** The ids of the released schemas, as the registry gave them where there is one. */
    SchemaIds newIds() {
        return settings.schemaRegistry() == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(settings.schemaRegistry()));
    }
}
