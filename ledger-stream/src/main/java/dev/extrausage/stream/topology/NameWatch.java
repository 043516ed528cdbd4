package dev.extrausage.stream.topology;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Entry;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.UsageEvent;
import java.util.function.Function;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/** Finds in a task's entries the names that the catalog does not know. Belongs to one thread. */
final class NameWatch {
    private final Catalog catalog;
    private final UnknownNames names;
    private final AppNames apps;
    private final Function<String, Sensor> sensors;

    NameWatch(Catalog catalog, UnknownNames names, StreamsMetrics metrics) {
        this.catalog = catalog;
        this.names = names;
        sensors = name -> metrics.addSensor(name, Sensor.RecordingLevel.INFO);
        apps = new AppNames(catalog);
    }

    /** One entry; if it has nothing to count, as nearly all, this allocates nothing. */
    void see(Entry entry) {
        if (!(entry.cause().event() instanceof UsageEvent usage)) {
            return;
        }
        UnknownNames.Kind missing = UnknownNames.Kind.of(entry.reason());
        if (missing != null) {
            names.count(missing, catalog.at(entry.cause().time()).prices().unpricedName(usage),
                    sensors);
        } else if (!entry.isRefused() && apps.isDoubtful(usage.app())) {
            names.count(UnknownNames.Kind.APP, FoldedName.of(usage.app()), sensors);
        }
    }
}
