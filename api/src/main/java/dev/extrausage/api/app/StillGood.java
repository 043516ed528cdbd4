package dev.extrausage.api.app;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.Pass;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Tells whether a credential that was good when a stream began is so still. */
record StillGood(KeyRing ring, InstantSource clock) implements Predicate<Credential> {
    @Override
    public boolean test(Credential who) {
        long now = clock.millis();
        if (who.expiresAt() != null && who.expiresAt().toEpochMilli() <= now) {
            return false;
        }
        return who.kind() == Credential.Kind.TOKEN // ends by its time alone
                || ring.all().stream().anyMatch(pass -> isOf(pass, who) && !pass.hasEnded(now));
    }

    private static boolean isOf(Pass pass, Credential who) {
        Long expires = who.expiresAt() == null ? null : who.expiresAt().toEpochMilli();
        boolean isOfKind = pass.isKey() == (who.kind() == Credential.Kind.KEY);
        return isOfKind && pass.name().equals(who.name())
                && (expires == null ? pass.expiresAt() == null : expires.equals(pass.expiresAt()));
    }
}
