package dev.extrausage.view.project;

import dev.extrausage.view.database.ViewPartition;
import java.util.Set;

/** A listener that several threads tell what can be read now and could not before. */
public interface Changed {
    /** These accounts have newer rows. */
    void accounts(Set<String> accountIds);

    /** All accounts of a partition may have newer rows. */
    void all(ViewPartition partition);

    /** A partition was folded to its end for the first time. */
    void complete(ViewPartition partition);
}
