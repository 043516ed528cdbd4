package dev.extrausage.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a process that must be ready before it may be asked. Safe for several threads. */
public final class Readiness {
    private final Map<String, Supplier<List<String>>> parts = new LinkedHashMap<>();
    private volatile boolean stopping;

    /**
     * Adds a part, or puts another in its place.
     *
     * @param problems its problems in sentences; none while it is ready
     */
    public Readiness part(String name, Supplier<List<String>> problems) {
        synchronized (parts) {
            parts.put(name, problems);
        }
        return this;
    }

    /**
     * Adds parts that are not there yet, each to be put in place of later: until then the process
     * is not ready.
     */
    public Readiness awaiting(String... names) {
        for (String name : names) {
            part(name, () -> List.of("it is starting"));
        }
        return this;
    }

    /** From now on it is not ready: a balancer is to send nobody here any more. */
    public void stop() {
        stopping = true;
    }

    /** The problems of each part, in the order of adding; of {@code process} when it stops. */
    public Map<String, List<String>> problems() {
        Map<String, Supplier<List<String>>> asked;
        synchronized (parts) {
            asked = new LinkedHashMap<>(parts);
        }
        Map<String, List<String>> problems = new LinkedHashMap<>();
        problems.put("process", stopping ? List.of("it is stopping") : List.of());
        asked.forEach((name, ask) -> problems.put(name, new ArrayList<>(ask.get())));
        return problems;
    }

    /** True while no part has a problem. */
    public boolean isReady() {
        return problems().values().stream().allMatch(List::isEmpty);
    }
}
