package dev.extrausage.api.app;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Doorkeeper;

/** The doorkeeper of the operations port: all of it is open to whoever reaches the port. */
record OperationsDoor() implements Doorkeeper {
    @Override
    public void checkHost(RequestHead head) { }

    @Override
    public Credential identify(RequestHead head) {
        throw Problem.of(ProblemCode.UNAUTHENTICATED, "There are no credentials on this port.");
    }

    @Override
    public void admit(RequestHead head, Credential who) { }
}
