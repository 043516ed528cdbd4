package dev.extrausage.api.server;

import dev.extrausage.api.routing.Route;

/** A listener that is told of every answer. */
@FunctionalInterface
public interface RequestObserver {
    /**
     * A request was answered.
     *
     * @param route null where its path has none
     * @param status HTTP's
     * @param nanos from its head to the answer, without the writing
     */
    void answered(Route route, int status, long nanos);
}
