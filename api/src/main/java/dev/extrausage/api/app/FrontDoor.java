package dev.extrausage.api.app;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.door.Access;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Doorkeeper;

/** The doorkeeper of the API's own port: {@link Access}. */
record FrontDoor(Access access) implements Doorkeeper {
    @Override
    public void checkHost(RequestHead head) {
        access.checkHost(head);
    }

    @Override
    public Credential identify(RequestHead head) {
        return access.identify(head);
    }

    @Override
    public boolean knows(RequestHead head) {
        return access.knows(head);
    }

    @Override
    public void admit(RequestHead head, Credential who) {
        access.admit(head, who);
    }
}
