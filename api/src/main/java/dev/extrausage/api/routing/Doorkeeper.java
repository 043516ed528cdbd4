package dev.extrausage.api.routing;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.RequestHead;

/** The checks of who is asking, in the order in which a dispatcher makes them. */
public interface Doorkeeper {
    /** Refuses a request whose {@code Host} is not ours, before anything else is looked at. */
    void checkHost(RequestHead head);

    /** The caller's credential; fails with {@code unauthenticated} where there is none. */
    Credential identify(RequestHead head);

    /** True if {@link #identify} needs to wait for nothing, whatever it then says. */
    boolean knows(RequestHead head);

    /** Refuses what a browser was made to send by another site, and what comes too fast. */
    void admit(RequestHead head, Credential who);
}
