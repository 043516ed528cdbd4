package dev.extrausage.consumers.app;

import dev.extrausage.consumers.autoreload.AutoReloadConsumer;
import dev.extrausage.consumers.cyclereset.CycleResets;
import dev.extrausage.consumers.topup.TopUps;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The three consumers, which may run together in a process or apart, each with its own login. */
public enum ConsumerKind {
    /** Charges, credits and pays back. */
    TOP_UP(TopUps.GROUP),
    /** Turns notices into top-up requests. */
    AUTO_RELOAD(AutoReloadConsumer.GROUP),
    /** Tells idle accounts that time has passed. */
    CYCLE_RESET(CycleResets.GROUP);

    private final String group;

    ConsumerKind(String group) {
        this.group = group;
    }

    /** Its consumer group. */
    public String group() {
        return group;
    }

    /**
     * The kinds named in a text such as {@code top-up,cycle-reset}.
     *
     * @throws IllegalArgumentException naming what is none
     */
    static Set<ConsumerKind> named(String text) {
        Set<ConsumerKind> named = EnumSet.noneOf(ConsumerKind.class);
        for (String name : text.split(",")) {
            named.add(Arrays.stream(values()).filter(k -> k.kindName().equals(name.strip()))
                    .findAny().orElseThrow(() -> unknown(name.strip())));
        }
        return named;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("there is no consumer " + name + ": there are "
                + Arrays.stream(values()).map(ConsumerKind::kindName)
                        .collect(Collectors.joining(", ")));
    }

    private String kindName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
