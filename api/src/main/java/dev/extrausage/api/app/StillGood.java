package dev.extrausage.api.app;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.Pass;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells whether credentials that were good when a stream began are so at this moment. */
record StillGood(KeyRing ring, InstantSource clock) implements Supplier<Predicate<Credential>> {
    /** The marks by which a credential is told to come from a pass. */
    private record Mark(boolean isKey, String name, Long expiresAt) {
        static Mark of(Credential who) {
            return new Mark(who.kind() == Credential.Kind.KEY, who.name(),
                    who.expiresAt() == null ? null : (Long) who.expiresAt().toEpochMilli());
        }
    }

    /** Looks through all passes once, for as many credentials as there are. */
    @Override
    public Predicate<Credential> get() {
        long now = clock.millis();
        Set<Mark> good = ring.all().stream().filter(pass -> !pass.hasEnded(now))
                .map(StillGood::mark).collect(Collectors.toSet());
        return who -> (who.expiresAt() == null || who.expiresAt().toEpochMilli() > now)
                && (who.kind() == Credential.Kind.TOKEN // ends by its time alone
                || good.contains(Mark.of(who)));
    }

    private static Mark mark(Pass pass) {
        return new Mark(pass.isKey(), pass.name(), pass.expiresAt());
    }
}
