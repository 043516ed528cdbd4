package dev.extrausage.api.accounts;

import dev.extrausage.core.Change;
import dev.extrausage.view.rows.EntryRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of entry by name: {@code Usage}, and each kind of change. */
final class EntryKinds {
    /** In the order of SPEC section 4, usage first. */
    static final List<String> NAMES = Stream.concat(Stream.of(EntryRow.USAGE),
            Arrays.stream(Change.class.getPermittedSubclasses()).map(Class::getSimpleName))
            .toList();

    private EntryKinds() {}
}
