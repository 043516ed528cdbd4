package dev.extrausage.view.query;

import dev.extrausage.schemas.Partitioning;
import dev.extrausage.view.database.ViewPartition;
import dev.extrausage.view.rows.NotComplete;
import java.util.List;
import java.util.function.Supplier;

/** The partitions there are, and the one where an account lies. Safe for use by several threads. */
public final class Partitions {
    private final Supplier<List<ViewPartition>> all;

    /** Those that {@code all} tells, in the order of their numbers; none: nothing is known yet. */
    public Partitions(Supplier<List<ViewPartition>> all) {
        this.all = all;
    }

    /** All of them; throws {@link NotComplete} while their number is not known. */
    public List<ViewPartition> all() {
        List<ViewPartition> known = all.get();
        if (known.isEmpty()) {
            throw new NotComplete(
                    "The read model was never built, and Kafka has not answered yet.");
        }
        return known;
    }

    /** The account's; throws {@link NotComplete} while their number is not known. */
    public ViewPartition of(String accountId) {
        List<ViewPartition> known = all();
        return known.get(Partitioning.partitionOf(accountId, known.size()));
    }
}
